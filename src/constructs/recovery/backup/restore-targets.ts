import { type BackupType, backedUpStores, backupTypes } from "../../../model/backed-up-stores";
import type { Plan, S3Store } from "../../../model/plan";
import { sitePart } from "../../core/names";
import { storeBucketName } from "../../data/store-names";

/** Where something may be restored, and under which names. */
export interface RestoreTarget {
  readonly region: string;
  /** With wildcards. */
  readonly name: string;
}

/**
 * What every name of a plan begins with in a service that allows few characters. The shortest limit is that of RDS, 63,
 * where a longer name keeps its first 54 (see awsName).
 */
const SHARED_LENGTH = 54;

/**
 * Names that restored stores may get, by type. At home, beside a store that is still there: its own name with `-restored`
 * after it. In the recovery region, in place of the stores that the plan has there: any name of the plan. Objects are restored
 * into a store's own bucket, whose older versions stay.
 *
 * By what the names share, not one by one: all inline policies of a role have 10,240 characters together (IAM quotas).
 */
export function restoreTargets(plan: Plan, standby: Plan | null): ReadonlyMap<BackupType, readonly RestoreTarget[]> {
  const sites = standby === null ? [plan] : [plan, standby];
  return new Map(
    backupTypes(plan).map((type) => [type, sites.flatMap((site) => (type === "S3" ? buckets(site) : named(site)))]),
  );
}

function named(plan: Plan): readonly RestoreTarget[] {
  const { environment } = plan;
  const shared = [plan.name, environment.name, ...sitePart(plan)].join("-").slice(0, SHARED_LENGTH);
  const name = environment.site === "primary" ? `${shared}*-restored*` : `${shared}*`;
  return [{ region: environment.region, name }];
}

function buckets(plan: Plan): readonly RestoreTarget[] {
  return backedUpStores(plan)
    .filter((store): store is S3Store => store.engine === "s3")
    .map((store) => ({ region: plan.environment.region, name: storeBucketName(plan, store) }));
}
