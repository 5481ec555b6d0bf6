import type { RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import type { TerraformVariable } from "cdktf";
import type { AuroraStore } from "../../../model/plan";
import type { GlobalDatabaseOutputs } from "../../core/stack-outputs";

/** Owner of the database, for migrations and emergencies: services sign in by IAM. `postgres` is the first guessed. */
export const MASTER_USER = "dbadmin";

/** A higher number makes Terraform write a new password. Rotation does that by itself, so it never grows. */
export const MASTER_PASSWORD_VERSION = 1;

/** Where a cluster's first data and its master user come from. */
export type ClusterOrigin =
  | { readonly kind: "empty" }
  /** Restored when the cluster is made, where the variable has the ARN of a snapshot; else empty. */
  | { readonly kind: "snapshot"; readonly variable: TerraformVariable }
  /** Empty, and the first writer of a global database. `password` is in no state. */
  | { readonly kind: "global-writer"; readonly password: string }
  /** Follows the writer of another region. */
  | {
      readonly kind: "global-follower";
      readonly globalDatabase: GlobalDatabaseOutputs;
      readonly writerRegion: string;
      /** Takes writes and passes them on to the writer. */
      readonly forwardsWrites: boolean;
    };

type Arguments = Omit<RdsClusterConfig, "engine" | "lifecycle">;

interface OriginArguments {
  readonly config: Arguments;
  /** What AWS changes after the cluster is made, beside the engine's version. */
  readonly ignored: readonly string[];
}

/**
 * A failover exchanges the writer and the follower; a cluster may also be taken out of the global database to be written
 * to at once. Neither is drift that the next apply may undo.
 */
const CHANGED_BY_FAILOVER = ["global_cluster_identifier", "replication_source_identifier"] as const;

export function originArguments(origin: ClusterOrigin, store: AuroraStore, dataKeyArn: string): OriginArguments {
  const empty: Arguments = {
    engineVersion: store.version,
    databaseName: store.database,
    masterUsername: MASTER_USER,
  };
  const managed: Arguments = { ...empty, manageMasterUserPassword: true, masterUserSecretKmsKeyId: dataKeyArn };
  switch (origin.kind) {
    case "empty":
      return { config: managed, ignored: [] };
    case "snapshot":
      return { config: { ...managed, ...restored(origin.variable, store) }, ignored: ["snapshot_identifier"] };
    case "global-writer":
      return {
        config: { ...empty, masterPasswordWo: origin.password, masterPasswordWoVersion: MASTER_PASSWORD_VERSION },
        // The global database is made from the cluster, which learns of it only then.
        ignored: CHANGED_BY_FAILOVER,
      };
    case "global-follower":
      return {
        config: {
          globalClusterIdentifier: origin.globalDatabase.identifier,
          // A follower must run what the writer runs, patches since the first apply included.
          engineVersion: origin.globalDatabase.engineVersion,
          sourceRegion: origin.writerRegion,
          ...(origin.forwardsWrites ? { enableGlobalWriteForwarding: true } : {}),
        },
        ignored: CHANGED_BY_FAILOVER,
      };
  }
}

/** A snapshot brings its own version: RDS refuses an older one, which the plan's may be after a patch. */
function restored(variable: TerraformVariable, { version }: AuroraStore): Arguments {
  return {
    snapshotIdentifier: variable.stringValue,
    engineVersion: `\${${variable.fqn} == null ? "${version}" : null}`,
  };
}
