import { DmsEndpoint, type DmsEndpointConfig } from "@cdktf/provider-aws/lib/dms-endpoint";
import type { Construct } from "constructs";
import { type DatabaseSource, reverseSlot } from "../../../model/migration";
import type { Plan } from "../../../model/plan";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { endpointName } from "./replication-names";
import type { SecretAccessRole } from "./secret-access-role";

/** DMS's names of the source engines. */
const ENGINES: Readonly<Record<DatabaseSource["engine"], string>> = {
  postgresql: "postgres",
  mysql: "mysql",
  mariadb: "mariadb",
  oracle: "oracle",
  sqlserver: "sqlserver",
};

/** Minutes between two heartbeats, which keep the write-ahead log of a quiet database from piling up; DMS's default. */
const HEARTBEAT_MINUTES = 5;

/**
 * Switches off triggers and foreign keys for DMS's own session: tables arrive in no order that would satisfy them (user
 * guide, "Using a PostgreSQL database as a target").
 */
const AS_REPLICA = "SET session_replication_role = 'replica'";

/** Plug-in of the slot that the way back reads from: it comes with PostgreSQL, and with Aurora. */
const SLOT_PLUGIN = "test_decoding";

export interface Credentials {
  readonly secretArn: string;
  readonly role: SecretAccessRole;
}

export interface EndpointProps {
  readonly plan: Plan;
  readonly source: DatabaseSource;
  readonly keyArn: string;
  readonly credentials: Credentials;
}

type Side = DmsEndpointConfig["endpointType"];

/** The database that is replaced: what the forward replication reads, and what the way back writes to. */
export function sourceEndpoint(scope: Construct, id: string, side: "source" | "target", props: EndpointProps) {
  const { source } = props;
  return new DmsEndpoint(scope, id, {
    ...common(props, side === "source" ? "source" : "back-target", side),
    engineName: ENGINES[source.engine],
    // MySQL and MariaDB have no database to connect to: a replication takes in as many as it names.
    ...(source.engine === "mysql" || source.engine === "mariadb" ? {} : { databaseName: source.database }),
    sslMode: tlsMode(source),
    ...(source.certificate === undefined ? {} : { certificateArn: source.certificate }),
    ...(source.engine === "postgresql" ? { postgresSettings: olderPostgresql(side) } : {}),
  });
}

/** The new database: what the forward replication writes to, and what the way back reads. */
export function storeEndpoint(
  scope: Construct,
  id: string,
  side: "source" | "target",
  props: EndpointProps & { readonly store: AuroraOutputs },
) {
  return new DmsEndpoint(scope, id, {
    ...common(props, side === "target" ? "target" : "back-source", side),
    engineName: "aurora-postgresql",
    databaseName: props.store.database,
    sslMode: "require",
    postgresSettings:
      side === "target"
        ? { afterConnectScript: AS_REPLICA }
        : { ...heartbeat(), captureDdls: false, pluginName: SLOT_PLUGIN, slotName: reverseSlot(props.source) },
  });
}

function common({ plan, source, keyArn, credentials }: EndpointProps, name: string, side: Side) {
  return {
    endpointId: endpointName(plan, source.name, name),
    endpointType: side,
    kmsKeyArn: keyArn,
    secretsManagerArn: credentials.secretArn,
    secretsManagerAccessRoleArn: credentials.role.arn,
    dependsOn: [credentials.role.policy],
  };
}

function olderPostgresql(side: "source" | "target") {
  // Changes of tables are frozen for the migration; catching them would need a superuser at the source.
  return side === "source" ? { ...heartbeat(), captureDdls: false } : { afterConnectScript: AS_REPLICA };
}

function heartbeat() {
  return { heartbeatEnable: true, heartbeatFrequency: HEARTBEAT_MINUTES };
}

/**
 * The strongest that DMS offers for the engine (user guide, "Using SSL with AWS DMS"): with a certificate the server is
 * verified by name, at Oracle by its authority alone.
 */
function tlsMode({ engine, certificate }: DatabaseSource): string {
  if (engine === "oracle") return "verify-ca";
  return certificate === undefined ? "require" : "verify-full";
}
