import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { AuroraStore } from "../../../model/plan";
import { replicaRegion } from "../../../model/standby-plan";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { AuroraCluster } from "../../data/aurora/aurora-cluster";
import type { ClusterOrigin } from "../../data/aurora/cluster-origin";
import { storeSubject } from "../../data/store-subject";
import { databaseReplicationAlarms } from "./replication-alarms";
import type { StandbyStoreProps } from "./standby-store-props";

/** A follower in the global database; for a cold standby a cluster that is restored from a copied snapshot. */
export function standbyDatabase(scope: Construct, props: StandbyStoreProps<AuroraStore, AuroraOutputs>): AuroraOutputs {
  const { plan, primary, store, foundation, counterpart, incident } = props;
  const followed = replicaRegion(primary) === null ? null : followedDatabase(counterpart);
  const origin: ClusterOrigin =
    followed === null
      ? { kind: "snapshot", variable: snapshotVariable(scope, store) }
      : {
          kind: "global-follower",
          globalDatabase: followed,
          writerRegion: primary.environment.region,
          forwardsWrites: primary.recovery?.pattern === "active-active",
        };
  const { outputs, cluster } = new AuroraCluster(scope, "database", { plan, store, foundation, origin });
  if (followed !== null) {
    provides(cluster, storeSubject(store), "replication");
    databaseReplicationAlarms(scope, { plan, primary, incident, store, cluster: outputs.clusterIdentifier });
  }
  return outputs;
}

function followedDatabase({ globalDatabase, name }: AuroraOutputs) {
  if (globalDatabase === null) throw new Error(`${name} has no global database to follow`);
  return globalDatabase;
}

/** Named by the store alone, for it is typed by people: `terraform apply -var orders_snapshot=arn:…`. */
function snapshotVariable(scope: Construct, { name }: AuroraStore): TerraformVariable {
  const variable = new TerraformVariable(TerraformStack.of(scope), `${name}_snapshot`, {
    type: "string",
    nullable: true,
    description: `ARN of the recovery point in this region, a cluster snapshot, that the database ${name} is restored from. Read when the cluster is created, and never again; without one the cluster comes up empty.`,
  });
  // CDKTF leaves out a default of null, and a variable without a default must be given.
  variable.addOverride("default", null);
  return variable;
}
