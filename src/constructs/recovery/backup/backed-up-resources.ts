import { BACKUP_TYPES, type BackupEngine, type BackupType, backedUpStores } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import type { DataOutputs, StoreOutputs } from "../../core/stack-outputs";

/** A store that AWS Backup backs up, as AWS calls it. */
export interface BackedUpResource {
  /** Of the store, in the plan. */
  readonly store: string;
  readonly type: BackupType;
  readonly arn: string;
  /** As AWS Config identifies it: the cluster's internal id, the table's or the bucket's name. */
  readonly configId: string;
}

/** In the order of the plan. */
export function backedUpResources(plan: Plan, { stores }: DataOutputs): readonly BackedUpResource[] {
  return backedUpStores(plan).map(({ name, engine }) => {
    const outputs = stores.get(name);
    if (outputs === undefined || !isBackedUp(outputs)) throw new Error(`no stack provides the store ${name}`);
    return { store: name, type: BACKUP_TYPES[engine], ...identityOf(outputs) };
  });
}

/** ARNs by type; no type without stores. */
export function arnsByType(resources: readonly BackedUpResource[]): ReadonlyMap<BackupType, readonly string[]> {
  const groups = Object.values(BACKUP_TYPES).map(
    (type) => [type, resources.filter((resource) => resource.type === type).map(({ arn }) => arn)] as const,
  );
  return new Map(groups.filter(([, arns]) => arns.length > 0));
}

type BackedUpOutputs = Extract<StoreOutputs, { engine: BackupEngine }>;

function isBackedUp(outputs: StoreOutputs): outputs is BackedUpOutputs {
  return outputs.engine in BACKUP_TYPES;
}

function identityOf(outputs: BackedUpOutputs): Pick<BackedUpResource, "arn" | "configId"> {
  switch (outputs.engine) {
    case "aurora-postgresql":
      return { arn: outputs.clusterArn, configId: outputs.clusterResourceId };
    case "dynamodb":
      return { arn: outputs.tableArn, configId: outputs.tableName };
    case "s3":
      return { arn: outputs.bucketArn, configId: outputs.bucketName };
  }
}
