import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { MAINTENANCE_WINDOW } from "../../../model/maintenance-windows";
import type { AuroraStore } from "../../../model/plan";
import { auroraMembers } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";
import type { MonitoringRole } from "./monitoring-role";
import { performanceInsights } from "./performance-insights";

/** Finest step but one of enhanced monitoring, in seconds: enough to see a spike within an alarm's minute. */
const MONITORING_INTERVAL_SECONDS = 15;

/** The cluster's writer and its readers. Instances hold no data: a lost one is replaced from the cluster's storage. */
export function auroraInstances(
  scope: Construct,
  cluster: RdsCluster,
  monitoring: MonitoringRole,
  { plan, store, foundation }: StoreProps<AuroraStore>,
): readonly RdsClusterInstance[] {
  return auroraMembers(plan, store).map(({ id, name, promotionTier }) => {
    const instance = new RdsClusterInstance(scope, id, {
      identifier: name,
      clusterIdentifier: cluster.clusterIdentifier,
      engine: cluster.engine,
      engineVersion: cluster.engineVersion,
      instanceClass: "db.serverless",
      promotionTier,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      applyImmediately: false,
      copyTagsToSnapshot: true,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      monitoringInterval: MONITORING_INTERVAL_SECONDS,
      monitoringRoleArn: monitoring.arn,
      ...performanceInsights(foundation.keyArns.data),
      // A minor version that RDS installed in the maintenance window is no drift to be undone.
      lifecycle: { ignoreChanges: ["engine_version"] },
      dependsOn: [monitoring.ready],
    });
    provides(instance, storeSubject(store), "database", "performance-insights");
    playsRole(instance, storeSubject(store), "aurora-instance", { instance: name });
    return instance;
  });
}
