import { RdsGlobalCluster } from "@cdktf/provider-aws/lib/rds-global-cluster";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { AuroraStore, Plan } from "../../../model/plan";
import type { GlobalDatabaseOutputs } from "../../core/stack-outputs";
import { globalClusterName } from "../store-names";
import { storeSubject } from "../store-subject";

export interface GlobalDatabaseProps {
  readonly plan: Plan;
  readonly store: AuroraStore;
  readonly writerArn: string;
  /** The writer's instances: RDS takes a cluster into a global database only while it serves. */
  readonly after: readonly TerraformResource[];
}

/** The global database around a cluster that may have stood alone before: nothing of the cluster is replaced. */
export function globalDatabase(
  scope: Construct,
  id: string,
  { plan, store, writerArn, after }: GlobalDatabaseProps,
): GlobalDatabaseOutputs {
  const name = globalClusterName(plan, store);
  const cluster = new RdsGlobalCluster(scope, id, {
    globalClusterIdentifier: name,
    sourceDbClusterIdentifier: writerArn,
    deletionProtection: true,
    // The provider asks for it beside a source. Its destruction would only set the clusters free, data and all.
    forceDestroy: true,
    // After a failover another cluster writes; a version is changed with the runbook, like a cluster's own.
    lifecycle: { preventDestroy: true, ignoreChanges: ["source_db_cluster_identifier", "engine_version"] },
    dependsOn: [...after],
  });
  provides(cluster, storeSubject(store), "replication");
  playsRole(cluster, storeSubject(store), "aurora-global-cluster", { globalCluster: name });
  return { identifier: cluster.globalClusterIdentifier, engineVersion: cluster.engineVersion };
}
