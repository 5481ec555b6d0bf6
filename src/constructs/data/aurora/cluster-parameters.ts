import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import type { Construct } from "constructs";
import { replicatesBack } from "../../../model/migration";
import type { AuroraStore, Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";

/** RDS allows 255 characters (CreateDBClusterParameterGroup). */
const NAME_MAX_LENGTH = 255;

/**
 * Settings of PostgreSQL that differ from Aurora's defaults, times in milliseconds. `pending-reboot` where the
 * setting is read at the start only; a new cluster has them all from its first start.
 */
const PARAMETERS = [
  // TLS or nothing. Off by default in Aurora PostgreSQL before version 17.
  { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
  // Who came and went, and every change of schema: the least an audit asks for.
  { name: "log_connections", value: "1", applyMethod: "immediate" },
  { name: "log_disconnections", value: "1", applyMethod: "immediate" },
  { name: "log_statement", value: "ddl", applyMethod: "immediate" },
  // Slow statements, and waits for locks, in the log that the alarms' runbooks read.
  { name: "log_min_duration_statement", value: "1000", applyMethod: "immediate" },
  { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
  // A forgotten transaction holds locks and stops vacuum; Aurora's default leaves it for a day.
  { name: "idle_in_transaction_session_timeout", value: "300000", applyMethod: "immediate" },
] as const;

/**
 * Lets DMS read the changes of a new database, for the way back of a migration. Read at the start only: a cluster that is
 * older than the migration needs a restart of its writer.
 */
const LOGICAL_REPLICATION = { name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" } as const;

/**
 * Parameter group of a cluster. The major version is part of its name: an upgrade makes the next group beside the one
 * in use, which AWS would refuse to change.
 */
export function clusterParameters(scope: Construct, plan: Plan, store: AuroraStore): RdsClusterParameterGroup {
  const major = store.version.split(".")[0];
  return new RdsClusterParameterGroup(scope, "parameters", {
    name: resourceName(plan, [store.name, `postgresql${major}`], NAME_MAX_LENGTH),
    family: `aurora-postgresql${major}`,
    description: `Settings of the store ${store.name}`,
    parameter: [...PARAMETERS, ...(replicatesBack(plan, store) ? [LOGICAL_REPLICATION] : [])],
    lifecycle: { createBeforeDestroy: true },
  });
}
