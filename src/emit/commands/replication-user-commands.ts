import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { executeStatement, openDatabase, opened } from "./data-api-commands";
import { type Expression, expression } from "./shell";

/** A new database, and the secret of its master user where the plan keeps it; null where RDS does. */
export interface NewDatabase {
  readonly cluster: HandlesOf<"aurora-cluster">;
  readonly masterSecret: string | null;
}

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
export function createReplicationUser(database: NewDatabase, { secret, username }: User, region: string): string {
  const read = aws(
    "secretsmanager get-secret-value",
    { "secret-id": secret, query: "SecretString", output: "text" },
    region,
  );
  return [
    connect(database, region),
    `VERIFIER=$(${read} | python3 -c '\n${VERIFIER}')`,
    execute(database, expression(`"CREATE ROLE ${username} LOGIN PASSWORD '$VERIFIER'"`), region),
    execute(database, `GRANT rds_superuser, rds_replication TO ${username}`, region),
  ].join("\n");
}

/** Takes the user away, with the tables in which DMS kept its own data. */
export function dropReplicationUser(database: NewDatabase, { username }: User, region: string): string {
  return [
    connect(database, region),
    // PostgreSQL 16 gives whoever makes a role the right to grant it, and not that to own what the role owns.
    execute(database, `GRANT ${username} TO CURRENT_USER`, region),
    execute(database, `DROP OWNED BY ${username}`, region),
    execute(database, `DROP ROLE ${username}`, region),
  ].join("\n");
}

/** From now on the new database keeps every change for the way back. `$LSN` says where that begins. */
export function createSlot(database: NewDatabase, slot: string, region: string): string {
  return [
    connect(database, region),
    awsInto(
      "LSN",
      "rds-data execute-statement",
      "records[0][0].stringValue",
      {
        ...opened(database.cluster),
        sql: `SELECT lsn::text FROM pg_create_logical_replication_slot('${slot}', 'test_decoding')`,
      },
      region,
    ),
    'echo "$LSN"',
  ].join("\n");
}

export function dropSlot(database: NewDatabase, slot: string, region: string): string {
  return [connect(database, region), execute(database, `SELECT pg_drop_replication_slot('${slot}')`, region)].join(
    "\n",
  );
}

/** Slots with what they hold back; a slot that nobody reads fills the volume. */
export function slots(database: NewDatabase, region: string): string {
  const sql =
    "SELECT slot_name, active::text, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) FROM pg_replication_slots";
  return [connect(database, region), execute(database, sql, region)].join("\n");
}

/** `on` where changes can be read; a cluster that is older than the parameter needs a restart of its writer. */
export function logicalReplication(database: NewDatabase, region: string): string {
  return [connect(database, region), execute(database, "SHOW rds.logical_replication", region)].join("\n");
}

/** Statements in a new database, as its owner. What begins with `$` is a variable of the shell. */
export function queries(database: NewDatabase, statements: readonly string[], region: string): string {
  return [
    connect(database, region),
    ...statements.map((sql) => execute(database, expression(`"${sql}"`), region)),
  ].join("\n");
}

function connect({ cluster, masterSecret }: NewDatabase, region: string): string {
  return openDatabase(cluster, masterSecret, region);
}

function execute({ cluster }: NewDatabase, sql: string | Expression, region: string): string {
  return executeStatement(cluster, sql, region);
}
