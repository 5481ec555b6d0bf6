import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { type Expression, expression, variable } from "./shell";

type Cluster = HandlesOf<"aurora-cluster">;
type User = HandlesOf<"replication-user">;

/**
 * What PostgreSQL keeps of a password (RFC 5803): given this instead of the password itself, the statement can be
 * logged, as every change of a role is here.
 */
const VERIFIER = [
  "import base64, hashlib, hmac, json, os, sys",
  'password, salt = json.load(sys.stdin)["password"].encode(), os.urandom(16)',
  'salted = hashlib.pbkdf2_hmac("sha256", password, salt, 4096)',
  'key = lambda name: hmac.digest(salted, name, "sha256")',
  "text = lambda data: base64.b64encode(data).decode()",
  'stored = hashlib.sha256(key(b"Client Key")).digest()',
  'print("SCRAM-SHA-256$4096:%s$%s:%s" % (text(salt), text(stored), text(key(b"Server Key"))))',
].join("\n");

/** The user that DMS works as, with the password that its secret holds; nobody sees it. */
export function createReplicationUser(cluster: Cluster, { secret, username }: User, region: string): string {
  const read = aws(
    "secretsmanager get-secret-value",
    { "secret-id": secret, query: "SecretString", output: "text" },
    region,
  );
  return [
    ...connect(cluster, region),
    `VERIFIER=$(${read} | python3 -c '\n${VERIFIER}')`,
    execute(cluster, expression(`"CREATE ROLE ${username} LOGIN PASSWORD '$VERIFIER'"`), region),
    execute(cluster, `GRANT rds_superuser, rds_replication TO ${username}`, region),
  ].join("\n");
}

/** Takes the user away, with the tables in which DMS kept its own data. */
export function dropReplicationUser(cluster: Cluster, { username }: User, region: string): string {
  return [
    ...connect(cluster, region),
    execute(cluster, `DROP OWNED BY ${username}`, region),
    execute(cluster, `DROP ROLE ${username}`, region),
  ].join("\n");
}

/** From now on the new database keeps every change for the way back. `$LSN` says where that begins. */
export function createSlot(cluster: Cluster, slot: string, region: string): string {
  return [
    ...connect(cluster, region),
    awsInto(
      "LSN",
      "rds-data execute-statement",
      "records[0][0].stringValue",
      {
        ...database(cluster),
        sql: `SELECT lsn::text FROM pg_create_logical_replication_slot('${slot}', 'test_decoding')`,
      },
      region,
    ),
    'echo "$LSN"',
  ].join("\n");
}

export function dropSlot(cluster: Cluster, slot: string, region: string): string {
  return [...connect(cluster, region), execute(cluster, `SELECT pg_drop_replication_slot('${slot}')`, region)].join(
    "\n",
  );
}

/** Slots with what they hold back; a slot that nobody reads fills the volume. */
export function slots(cluster: Cluster, region: string): string {
  const sql =
    "SELECT slot_name, active::text, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) FROM pg_replication_slots";
  return [...connect(cluster, region), execute(cluster, sql, region)].join("\n");
}

/** `on` where changes can be read; a cluster that is older than the parameter needs a restart of its writer. */
export function logicalReplication(cluster: Cluster, region: string): string {
  return [...connect(cluster, region), execute(cluster, "SHOW rds.logical_replication", region)].join("\n");
}

/** Statements in a new database, as its owner. What begins with `$` is a variable of the shell. */
export function queries(cluster: Cluster, statements: readonly string[], region: string): string {
  return [
    ...connect(cluster, region),
    ...statements.map((sql) => execute(cluster, expression(`"${sql}"`), region)),
  ].join("\n");
}

function connect({ cluster }: Cluster, region: string): readonly string[] {
  const lookUp = (name: string, path: string) =>
    awsInto(name, "rds describe-db-clusters", path, { "db-cluster-identifier": cluster }, region);
  return [
    lookUp("CLUSTER", "DBClusters[0].DBClusterArn"),
    lookUp("SECRET", "DBClusters[0].MasterUserSecret.SecretArn"),
  ];
}

function database({ database: name }: Cluster) {
  return { "resource-arn": variable("CLUSTER"), "secret-arn": variable("SECRET"), database: name };
}

function execute(cluster: Cluster, sql: string | Expression, region: string): string {
  return aws("rds-data execute-statement", { ...database(cluster), sql }, region);
}
