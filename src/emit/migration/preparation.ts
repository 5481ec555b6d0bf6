import type { DatabaseSource } from "../../model/migration";

/** What DMS asks of a source, and of it again as the target of the way back (DMS user guide, sources and targets). */
export interface Preparation {
  readonly log: string;
  readonly user: string;
  readonly back: string;
}

export const PREPARATION: Readonly<Record<DatabaseSource["engine"], Preparation>> = {
  postgresql: {
    log: "wal_level = logical; max_replication_slots and max_wal_senders with one more for each replication",
    user: "LOGIN REPLICATION, SELECT on the tables, CREATE on the schema public for the heartbeat",
    back: "the right to write, and to set session_replication_role",
  },
  mysql: {
    log: "binlog_format = ROW, binlog_row_image = FULL; binary logs kept for 48 hours or more",
    user: "REPLICATION CLIENT, REPLICATION SLAVE, SELECT on the database",
    back: "INSERT, UPDATE, DELETE, and local_infile = 1",
  },
  mariadb: {
    log: "binlog_format = ROW, binlog_row_image = FULL; binary logs kept for 48 hours or more",
    user: "REPLICATION CLIENT, REPLICATION SLAVE, SELECT on the database",
    back: "INSERT, UPDATE, DELETE, and local_infile = 1",
  },
  oracle: {
    log: "ARCHIVELOG; ALTER DATABASE ADD SUPPLEMENTAL LOG DATA, and (PRIMARY KEY) COLUMNS; archived logs kept for 48 hours or more",
    user: "SELECT on the tables, SELECT ANY TRANSACTION, LOGMINING, EXECUTE on DBMS_LOGMNR, SELECT on the V$ views of the guide",
    back: "INSERT, UPDATE, DELETE, SELECT ANY TABLE; triggers that the application relies on are switched off until it goes back",
  },
  sqlserver: {
    log: "recovery model FULL, a full backup taken, MS-CDC or distribution on every table",
    user: "db_owner on the database, VIEW SERVER STATE",
    back: "db_owner, which it has",
  },
};
