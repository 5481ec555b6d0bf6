import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { trustPolicy } from "../core/policy";
import { rolePolicy } from "../core/role-policy";
import type { DataOutputs, FoundationOutputs, IncidentOutputs, ServicesOutputs } from "../core/stack-outputs";
import { automationStatements } from "./automation-statements";
import { standbyServices } from "./documents/capacity-steps";
import { failBackDocument } from "./documents/fail-back-document";
import { failOverDocument } from "./documents/fail-over-document";
import { globalMembers, type RegionContext } from "./documents/region-context";
import { regionDocument } from "./documents/region-document";
import { type LiveRecovery, liveRecovery, pulseRegion } from "./failover-names";
import { FailoverSwitch } from "./failover-switch";
import { FailoverTrigger } from "./failover-trigger";
import { PulseWatch } from "./pulse-watch";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

export interface RegionFailoverProps {
  /** Of the primary region. */
  readonly plan: Plan;
  /** The same plan in its recovery region, where all of this stands. */
  readonly there: Plan;
  readonly incident: IncidentOutputs;
  /** The last three of the recovery region. */
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
}

/**
 * What moves the plan to its recovery region and back: the switch of its records, the Automation documents, and, where
 * the failover is automated, what starts it. All of it stands in the recovery region: the other one may be gone. Nothing
 * for backup and restore, whose recovery region holds copies alone.
 */
export function regionFailover(
  scope: Construct,
  props: RegionFailoverProps,
): { readonly switchHealthCheckId: string | null } {
  const { plan, there, incident, foundation, data, services } = props;
  const recovery = liveRecovery(plan);
  if (recovery === null) return { switchHealthCheckId: null };
  const topicArns = incident.recoveryTopicArns;
  if (topicArns === null) throw new Error(`no incident topics stand in ${recovery.region}`);
  const trafficSwitch =
    recovery.traffic === "failover-records"
      ? new FailoverSwitch(scope, "failover_switch", { plan, recovery, topicArn: topicArns.high })
      : null;
  const context: RegionContext = {
    plan,
    recovery,
    topicArn: topicArns.critical,
    clusters: globalMembers(plan, there, data),
    services: standbyServices(plan, there, services),
    switchAlarm: trafficSwitch === null ? null : trafficSwitch.alarmName,
  };
  const name = resourceName(there, ["region-failover"], ROLE_NAME_MAX_LENGTH);
  const { role, ready } = automationRole(scope, context, there, name);
  const roleArn = `arn:aws:iam::${plan.environment.account}:role/${name}`;
  for (const document of [failOverDocument(context), failBackDocument(context)]) {
    const resource = regionDocument(scope, {
      plan,
      recoveryRegion: recovery.region,
      document,
      roleArn,
      dependsOn: ready,
    });
    if (document.operation === "fail-over-region" && recovery.failover === "automated") {
      new FailoverTrigger(scope, "failover_trigger", {
        plan,
        there,
        recovery,
        documentName: resource.name,
        passedRoleArn: role.arn,
        messagingKeyArn: foundation.keyArns.messaging,
        topicArn: topicArns.high,
      });
    }
  }
  if (isHeardFromAfar(plan, recovery)) new PulseWatch(scope, "failover_pulse", { plan, there, recovery, topicArns });
  return { switchHealthCheckId: trafficSwitch === null ? null : trafficSwitch.healthCheckId };
}

/** Whether events of the trigger come from another region: only then is there a path that can break. */
export function isHeardFromAfar(plan: Plan, recovery: LiveRecovery): boolean {
  return recovery.failover === "automated" && pulseRegion(plan) !== recovery.region;
}

function automationRole(scope: Construct, context: RegionContext, there: Plan, name: string) {
  const role = new IamRole(scope, "failover_role", {
    name,
    description: "Automation documents that fail the region over and back",
    assumeRolePolicy: trustPolicy("ssm.amazonaws.com", there.environment.account),
  });
  const ready = rolePolicy(scope, "failover_policy", {
    plan: there,
    role,
    name: "failover",
    nameParts: ["region-failover"],
    statements: automationStatements(context, there),
  });
  return { role, ready };
}
