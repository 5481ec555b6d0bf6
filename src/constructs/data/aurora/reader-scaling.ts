import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { AuroraStore } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { auroraClusterName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";

const NAMESPACE = "rds";
const DIMENSION = "rds:cluster:ReadReplicaCount";

/** A policy's name: 256 characters (Application Auto Scaling API reference). */
const POLICY_NAME_MAX_LENGTH = 256;

/** A reader takes minutes to be made; the next one is decided on when the last one counts. AWS's own default. */
const SCALE_OUT_COOLDOWN_SECONDS = 300;

/** Removing a reader ends its connections and empties its cache, so it is done slowly. */
const SCALE_IN_COOLDOWN_SECONDS = 900;

/**
 * Readers that come and go with their own load. Those of Terraform are the least that there are: Aurora removes only what
 * it has added itself. Added ones are named `application-autoscaling-…`, are in no state and have promotion tier 15, so
 * that one of Terraform's takes over from a lost writer (Aurora user guide, "Amazon Aurora Auto Scaling with Aurora
 * Replicas").
 */
export function readerScaling(
  scope: Construct,
  { plan, store }: StoreProps<AuroraStore>,
  instances: readonly RdsClusterInstance[],
): void {
  if (store.readerScaling === undefined) return;
  const { max, targetCpu } = store.readerScaling;
  const subject = storeSubject(store);
  const resourceId = `cluster:${auroraClusterName(plan, store)}`;
  const target = new AppautoscalingTarget(scope, "readers", {
    serviceNamespace: NAMESPACE,
    resourceId,
    scalableDimension: DIMENSION,
    minCapacity: store.readers,
    maxCapacity: max,
    // Application Auto Scaling takes a cluster that has a reader.
    dependsOn: [...instances],
  });
  playsRole(target, subject, "scaling-target", { resourceId, dimension: DIMENSION, namespace: NAMESPACE });
  const policy = new AppautoscalingPolicy(scope, "track_reader_cpu", {
    name: resourceName(plan, [store.name, "track", "reader-cpu"], POLICY_NAME_MAX_LENGTH),
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    resourceId: target.resourceId,
    scalableDimension: target.scalableDimension,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: targetCpu.percent,
      predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
      scaleOutCooldown: SCALE_OUT_COOLDOWN_SECONDS,
      scaleInCooldown: SCALE_IN_COOLDOWN_SECONDS,
    },
  });
  provides(policy, subject, "reader-scaling");
}
