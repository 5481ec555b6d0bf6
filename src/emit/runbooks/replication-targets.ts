import { EvidenceIndex } from "../../planning/evidence-index";
import type { EmitContext } from "../emit-context";
import {
  type BucketTarget,
  bucketTargets,
  type DatabaseTarget,
  databaseTargets,
  type TableTarget,
  tableTargets,
} from "./targets";

/** Stores that are replicated as they change, by what commands in both regions call them. */
export interface ReplicationTargets {
  /** The recovery region. */
  readonly there: string;
  readonly databases: readonly (DatabaseTarget & { readonly globalCluster: string; readonly follower: string })[];
  readonly tables: readonly TableTarget[];
  readonly buckets: readonly (BucketTarget & { readonly replica: string })[];
}

/** null where nothing is replicated into another region. */
export function replicationTargets(context: EmitContext): ReplicationTargets | null {
  const { plan, evidence, index } = context;
  const there = plan.recovery?.region ?? null;
  if (there === null || !evidence.alarms.some(({ runbook }) => runbook === "replication-lag")) return null;
  const recovery = new EvidenceIndex(evidence, "recovery");
  return {
    there,
    databases: databaseTargets(context).flatMap((target) => {
      const globalCluster = index.oneByRole("aurora-global-cluster", target.store.name)?.handles.globalCluster;
      const follower = recovery.oneByRole("aurora-cluster", target.store.name)?.handles.cluster;
      return globalCluster === undefined || follower === undefined ? [] : [{ ...target, globalCluster, follower }];
    }),
    tables: tableTargets(context).filter(({ store }) => recovery.oneByRole("dynamodb-table", store.name) !== undefined),
    buckets: bucketTargets(context).flatMap((target) => {
      const replica = recovery.oneByRole("s3-store", target.store.name)?.handles.bucket;
      return replica === undefined ? [] : [{ ...target, replica }];
    }),
  };
}
