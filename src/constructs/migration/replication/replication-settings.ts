import type { Direction } from "./replication-names";

/** Large objects up to this size travel with their row, in KB: a round trip of its own for each is what makes them slow. */
const INLINE_LOB_KB = 32;

/** Larger ones come in pieces of this size, in KB; DMS's default. */
const LOB_CHUNK_KB = 64;

/**
 * Settings that differ from DMS's defaults, which lose data quietly: large objects are cut at a size, a row that does not
 * fit is logged and left out. Here nothing is cut, and a table with such a row is suspended for somebody to look at.
 *
 * Tables are made before, with their types, keys and indexes; a load empties them first, so that it can be repeated.
 * Rows are compared on both sides after the load and after every change (user guide, "AWS DMS data validation").
 */
export function replicationSettings(direction: Direction): string {
  return JSON.stringify({
    TargetMetadata: {
      SupportLobs: true,
      FullLobMode: true,
      LimitedSizeLobMode: false,
      LobChunkSize: LOB_CHUNK_KB,
      InlineLobMaxSize: INLINE_LOB_KB,
    },
    // The way back must never empty what it goes back to.
    FullLoadSettings: { TargetTablePrepMode: direction === "forward" ? "TRUNCATE_BEFORE_LOAD" : "DO_NOTHING" },
    ErrorBehavior: { DataErrorPolicy: "SUSPEND_TABLE", DataTruncationErrorPolicy: "SUSPEND_TABLE" },
    ValidationSettings: { EnableValidation: true },
    Logging: { EnableLogging: true },
  });
}
