import { DmsReplicationConfig } from "@cdktf/provider-aws/lib/dms-replication-config";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { MAINTENANCE_WINDOW } from "../../../model/maintenance-windows";
import type { DatabaseSource } from "../../../model/migration";
import { keptLogGroup } from "../../core/kept-log-group";
import type { AuroraOutputs } from "../../core/stack-outputs";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";
import { type Credentials, sourceEndpoint, storeEndpoint } from "./endpoints";
import { replicationAlarms } from "./replication-alarms";
import { type Direction, replicationName, replicationResourceName } from "./replication-names";
import type { ReplicationNetwork } from "./replication-network";
import { replicationSettings } from "./replication-settings";
import { tableMappings } from "./table-mappings";

/** Where the resource's own name stands in `arn:aws:dms:<region>:<account>:replication-config:<name>`. */
const NAME_IN_ARN = 6;

export interface DatabaseReplicationProps extends MigrationProps {
  readonly source: DatabaseSource;
  readonly store: AuroraOutputs;
  readonly network: ReplicationNetwork;
  readonly atSource: Credentials;
  readonly atStore: Credentials;
}

/**
 * One database on its way, without a server to run: DMS takes as many units as it needs between the plan's bounds. It
 * is made and left standing still: the runbook starts it, and the way back, when the time has come.
 */
export class DatabaseReplication extends Construct {
  /** ARNs of the replications, for the rules that hear of their failures. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: DatabaseReplicationProps) {
    super(scope, id);
    const directions: readonly Direction[] = props.migration.replication.reverse ? ["forward", "back"] : ["forward"];
    this.arns = directions.map((direction) => this.replicate(direction, props));
  }

  private replicate(direction: Direction, props: DatabaseReplicationProps): string {
    const { plan, migration, source, network } = props;
    const { min, max } = migration.replication.capacity;
    const config = new DmsReplicationConfig(this, direction, {
      replicationConfigIdentifier: replicationName(plan, source, direction),
      resourceIdentifier: replicationResourceName(plan, source, direction),
      replicationType: direction === "forward" ? "full-load-and-cdc" : "cdc",
      ...this.endpoints(direction, props),
      tableMappings: tableMappings(source, direction),
      replicationSettings: replicationSettings(direction),
      startReplication: false,
      computeConfig: {
        replicationSubnetGroupId: network.subnetGroupId,
        vpcSecurityGroupIds: [network.securityGroupId],
        minCapacityUnits: min,
        maxCapacityUnits: max,
        // AWS recommends a standby for changes that go on for long; a rehearsal at small scale does without.
        multiAz: plan.environment.scale === "full",
        kmsKeyId: props.foundation.keyArns.data,
        preferredMaintenanceWindow: MAINTENANCE_WINDOW,
        ...(migration.network?.dnsServers === undefined
          ? {}
          : { dnsNameServers: migration.network.dnsServers.join(",") }),
      },
      tags: { source: source.name, direction },
    });
    provides(config, MIGRATION_SUBJECT, "data-replication");
    playsRole(config, MIGRATION_SUBJECT, "database-replication", {
      config: replicationName(plan, source, direction),
      source: source.name,
      direction,
    });
    const resource = Fn.element(Fn.split(":", config.arn), NAME_IN_ARN);
    const log = this.logGroup(direction, resource, props);
    replicationAlarms(this, { ...props, direction, resource, log });
    return config.arn;
  }

  private endpoints(direction: Direction, props: DatabaseReplicationProps) {
    const { plan, source, store, foundation, atSource, atStore } = props;
    const made = { plan, source, keyArn: foundation.keyArns.data };
    const old = (side: "source" | "target") =>
      sourceEndpoint(this, `${direction}_${side}`, side, { ...made, credentials: atSource }).endpointArn;
    const fresh = (side: "source" | "target") =>
      storeEndpoint(this, `${direction}_${side}`, side, { ...made, store, credentials: atStore }).endpointArn;
    return direction === "forward"
      ? { sourceEndpointArn: old("source"), targetEndpointArn: fresh("target") }
      : { sourceEndpointArn: fresh("source"), targetEndpointArn: old("target") };
  }

  /** DMS makes the group at the first start, neither encrypted nor ever emptied; ours is there before. */
  private logGroup(direction: Direction, resource: string, { plan, foundation }: DatabaseReplicationProps) {
    return keptLogGroup(this, `${direction}_log_group`, {
      subject: MIGRATION_SUBJECT,
      name: `dms-serverless-replication-${resource}`,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
  }
}
