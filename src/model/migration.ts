import { formatCidr, parseCidr } from "./cidr";
import type { AuroraStore, Migration, MigrationSource, MigrationWave, Plan } from "./plan";
import type { Bandwidth } from "./units/bandwidth";
import type { Duration } from "./units/duration";

export type DatabaseSource = Extract<MigrationSource, { kind: "database" }>;
export type FileSource = Extract<MigrationSource, { kind: "files" }>;
export type ServerSource = Extract<MigrationSource, { kind: "servers" }>;
export type MigrationLink = NonNullable<Migration["network"]>;

/** Migrations move nothing in plans without one. */
export function sourcesOf({ migration }: Pick<Plan, "migration">): readonly MigrationSource[] {
  return migration?.sources ?? [];
}

export function databaseSources(plan: Pick<Plan, "migration">): readonly DatabaseSource[] {
  return sourcesOf(plan).filter((source) => source.kind === "database");
}

export function fileSources(plan: Pick<Plan, "migration">): readonly FileSource[] {
  return sourcesOf(plan).filter((source) => source.kind === "files");
}

/** The sources of a wave, in the wave's own order. */
export function waveSources(plan: Pick<Plan, "migration">, wave: MigrationWave): readonly MigrationSource[] {
  return wave.sources.flatMap((name) => sourcesOf(plan).filter((source) => source.name === name));
}

/** The wave that a source moves in: the checks let every source be in exactly one. */
export function waveOf({ migration }: Pick<Plan, "migration">, source: Pick<MigrationSource, "name">): MigrationWave {
  const wave = migration?.waves.find(({ sources }) => sources.includes(source.name));
  if (wave === undefined) throw new Error(`source ${source.name} is in no wave`);
  return wave;
}

/** Whether tables and code have to be translated: the target is PostgreSQL. */
export function isHeterogeneous({ engine }: Pick<DatabaseSource, "engine">): boolean {
  return engine !== "postgresql";
}

/** Oracle folds names to upper case and PostgreSQL to lower: only these are renamed on the way. */
export function changesCase({ engine }: Pick<DatabaseSource, "engine">): boolean {
  return engine === "oracle";
}

/** Schemas that a source carries over. MySQL and MariaDB call a schema database, and `%` there would take in `mysql`. */
export function schemasOf({ engine, schemas, database }: DatabaseSource): readonly string[] {
  const everything = schemas.length === 1 && schemas[0] === "%";
  return everything && (engine === "mysql" || engine === "mariadb") ? [database] : schemas;
}

/** Ranges in which a database answers. */
export function addressesOf(plan: Pick<Plan, "migration">, { addresses }: DatabaseSource): readonly string[] {
  return (addresses ?? plan.migration?.network?.ranges ?? []).map(canonical);
}

/** Ranges on the other side of the link; none without one. */
export function linkRanges({ migration }: Pick<Plan, "migration">): readonly string[] {
  return (migration?.network?.ranges ?? []).map(canonical);
}

/** Name servers on the other side of the link. */
export function nameServers({ migration }: Pick<Plan, "migration">): readonly string[] {
  return migration?.network?.dnsServers ?? [];
}

function canonical(range: string): string {
  const cidr = parseCidr(range);
  if (cidr === undefined) throw new Error(`the checks let range ${range} pass`);
  return formatCidr(cidr);
}

/**
 * Whether a cluster must be able to replicate to the outside: only the way back of a database needs it, and it costs
 * write-ahead log on every change.
 */
export function replicatesBack(plan: Pick<Plan, "migration">, { name }: Pick<AuroraStore, "name">): boolean {
  return plan.migration?.replication.reverse === true && databaseSources(plan).some(({ target }) => target === name);
}

/** Name of the logical replication slot on the new database that the way back reads from. PostgreSQL: 63 characters. */
export function reverseSlot({ name }: Pick<DatabaseSource, "name">): string {
  return `opsplan_${name.replaceAll("-", "_")}`;
}

/**
 * Share of a link that carries data: Ethernet, IPsec and TCP take about 7 % in headers with packets of 1,400 bytes, and
 * no transfer keeps a link full. Reasoned, not measured: a rehearsal replaces it.
 */
export const LINK_EFFICIENCY = 0.8;

/** How long so much data takes over a link, in seconds: bits divided by what the link really carries. */
export function transferSeconds(gigabytes: number, { megabits }: Bandwidth): number {
  return Math.ceil((gigabytes * 8000) / (megabits * LINK_EFFICIENCY));
}

/** What a wave's data takes over the link; null without a link, whose speed nobody knows. */
export function loadSeconds(plan: Pick<Plan, "migration">, sources: readonly MigrationSource[]): number | null {
  const link = plan.migration?.network;
  if (link === undefined) return null;
  const gigabytes = sources.reduce((sum, source) => sum + sizeOf(source), 0);
  return transferSeconds(gigabytes, link.bandwidth);
}

/** In GB; servers come with their image, not over the link. */
export function sizeOf(source: MigrationSource): number {
  return source.kind === "servers" ? 0 : source.size;
}

/** When the parts of a cut-over begin, counted from the start of its window. */
export interface CutOverSchedule {
  readonly freeze: Duration;
  readonly drain: Duration;
  readonly validate: Duration;
  readonly switchOver: Duration;
  readonly smokeTest: Duration;
  /** When go or back is decided, at the latest. */
  readonly decision: Duration;
  /** What is left to go back. */
  readonly reserve: Duration;
}

const MINUTE = 60;

/**
 * How a window is used: an eighth each, in whole minutes, to freeze, to let the last changes through, to switch and to
 * try, and two to compare, which takes longest. A quarter stays for the way back: until the decision nobody has
 * written to the new system, so going back is to open the old one again. Our own division; a rehearsal corrects it.
 */
export function cutOverSchedule({ seconds }: Duration): CutOverSchedule {
  const eighth = Math.floor(seconds / 8 / MINUTE) * MINUTE;
  const after = (eighths: number): Duration => ({ seconds: eighth * eighths });
  return {
    freeze: after(0),
    drain: after(1),
    validate: after(2),
    switchOver: after(4),
    smokeTest: after(5),
    decision: after(6),
    reserve: { seconds: seconds - eighth * 6 },
  };
}
