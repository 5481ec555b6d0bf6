import type { HandlesOf } from "../../evidence/evidence";
import {
  type DatabaseSource,
  databaseSources,
  type FileSource,
  fileSources,
  type ServerSource,
  sourcesOf,
  waveSources,
} from "../../model/migration";
import type { Migration, MigrationWave, Plan } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import { type BucketTarget, bucketTargets, type DatabaseTarget, databaseTargets } from "./targets";

/** A database on its way, with the generated things that commands on it need. */
export interface ReplicationTarget {
  readonly source: DatabaseSource;
  readonly forward: HandlesOf<"database-replication">;
  /** null when the plan keeps no way back. */
  readonly back: HandlesOf<"database-replication"> | null;
  readonly user: HandlesOf<"replication-user">;
  readonly store: DatabaseTarget;
}

export interface TransferTarget {
  readonly source: FileSource;
  readonly task: HandlesOf<"file-transfer">;
  readonly store: BucketTarget;
}

export interface WaveTarget {
  readonly wave: MigrationWave;
  readonly replications: readonly ReplicationTarget[];
  readonly transfers: readonly TransferTarget[];
  readonly servers: readonly ServerSource[];
}

export function replicationTargets(context: EmitContext): readonly ReplicationTarget[] {
  const { index, plan } = context;
  const handles = index.byRole("database-replication").map(({ handles: one }) => one);
  return databaseSources(plan).flatMap((source) => {
    const of = (direction: string) =>
      handles.find((one) => one.source === source.name && one.direction === direction) ?? null;
    const forward = of("forward");
    const user = index.byRole("replication-user").find((one) => one.handles.store === source.target)?.handles;
    const store = databaseTargets(context).find((one) => one.store.name === source.target);
    return forward === null || user === undefined || store === undefined
      ? []
      : [{ source, forward, back: of("back"), user, store }];
  });
}

export function transferTargets(context: EmitContext): readonly TransferTarget[] {
  return fileSources(context.plan).flatMap((source) => {
    const task = context.index.byRole("file-transfer").find((one) => one.handles.source === source.name)?.handles;
    const store = bucketTargets(context).find((one) => one.store.name === source.target);
    return task === undefined || store === undefined ? [] : [{ source, task, store }];
  });
}

/** Waves in the plan's order, with what was generated for them. */
export function waveTargets(context: EmitContext): readonly WaveTarget[] {
  const replications = replicationTargets(context);
  const transfers = transferTargets(context);
  return migrationOf(context.plan).waves.map((wave) => {
    const names = waveSources(context.plan, wave).map(({ name }) => name);
    return {
      wave,
      replications: replications.filter(({ source }) => names.includes(source.name)),
      transfers: transfers.filter(({ source }) => names.includes(source.name)),
      servers: sourcesOf(context.plan).flatMap((source) =>
        source.kind === "servers" && names.includes(source.name) ? [source] : [],
      ),
    };
  });
}

/** What documents of a migration presuppose. */
export function migrationOf({ migration }: Pick<Plan, "migration">): Migration {
  if (migration === null) throw new Error("nothing moves in this plan");
  return migration;
}
