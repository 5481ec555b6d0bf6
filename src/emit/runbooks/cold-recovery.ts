import { databaseUser } from "../../model/names";
import type { DataStore } from "../../model/plan";
import { createDatabaseUsers } from "../commands/first-apply-commands";
import { pointDistribution, pointDomain } from "../commands/region-commands";
import {
  awaitRestore,
  type BackedUpResource,
  type BackupVaults,
  backupVaults,
  keyByAlias,
  newestRecoveryPoint,
  recoveryPoints,
  restoreBucketBackup,
  restoredTableName,
  restoreTableBackup,
} from "../commands/restore-commands";
import { terraformApplyWith } from "../commands/terraform-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { RecoverySide } from "../recovery-side";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { group, groupIfAny, step } from "./steps";
import { bucketTargets, databaseTargets, serviceTargets, tableTargets, usersOf } from "./targets";

/** A region built from copies, in the order in which its parts need each other. */
export function coldGroups(context: RunbookContext, there: RecoverySide): readonly StepGroup[] {
  const standby = context.evidence.stacks.find(({ cold }) => cold);
  if (standby === undefined) return [];
  const vaults = backupVaults(context);
  const name = (words: string) => `All of ${there.home}, ${words}`;
  return [
    ...groupIfAny(name("first: what there is"), inventory(context, there, vaults)),
    group(
      name("second: build"),
      ...snapshots(context, vaults),
      step(
        [
          "Read the plan of ",
          inlineCode(standby.name),
          `: it only creates. Then apply it. Databases come up from their snapshots; services start, and fail until their data is there.`,
        ],
        terraformApplyWith(standby.name, snapshotVariables(context)),
      ),
    ),
    ...groupIfAny(name("third: restore"), [...tables(context, there, vaults), ...buckets(context, there, vaults)]),
    ...groupIfAny(name("fourth: let people in"), [
      ...users(context, there),
      ...restarts(there),
      ...domain(context, there),
    ]),
  ];
}

function inventory({ plan }: RunbookContext, { region }: RecoverySide, { there }: BackupVaults): readonly Item[] {
  const { state, environment } = plan;
  return [
    ...(state.kind === "s3" && state.region === environment.region
      ? [
          step(
            `Terraform's state stands in ${state.region}, with what is lost: without a replica of the bucket, bring the state's files from elsewhere before the stack is applied.`,
          ),
        ]
      : []),
    step("Write the Terraform from the plan that was applied last.", "npx opsplan synth"),
    ...(there === null
      ? []
      : [step(`Backups that were copied to ${region}, and how old they are.`, recoveryPoints(there))]),
  ];
}

/** Shell variable that holds what a database is restored from. */
function heldIn({ name }: Pick<DataStore, "name">): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_SNAPSHOT`;
}

function restorable({ store }: { readonly store: DataStore }): boolean {
  return "backup" in store && store.backup;
}

function snapshots(context: RunbookContext, { there }: BackupVaults): readonly Item[] {
  if (there === null) return [];
  return databaseTargets(context)
    .filter(restorable)
    .map(({ store, cluster }) =>
      step(
        `${store.name}: the newest snapshot. For an earlier one put its ARN in its place.`,
        newestRecoveryPoint(heldIn(store), aurora(cluster.cluster), there),
        `echo "$${heldIn(store)}"`,
      ),
    );
}

function snapshotVariables(context: RunbookContext): Readonly<Record<string, string>> {
  if (backupVaults(context).there === null) return {};
  const given = databaseTargets(context).filter(restorable);
  return Object.fromEntries(given.map(({ store }) => [`${store.name}_snapshot`, heldIn(store)]));
}

function aurora(cluster: string): BackedUpResource {
  return { type: "Aurora", arnEnd: `:cluster:${cluster}` };
}

/** Tables are not part of the stack: AWS Backup restores only into a new one. */
function tables(
  context: RunbookContext,
  there: RecoverySide,
  { there: vault, restoreRoleArn }: BackupVaults,
): readonly Item[] {
  if (vault === null || restoreRoleArn === null) return [];
  return tableTargets(context)
    .filter(restorable)
    .map(({ store, table }) => {
      const restored = restoredTableName(context.plan, store);
      return step(
        [`${store.name}: into the new table `, inlineCode(restored), ", under which services there know it."],
        newestRecoveryPoint("POINT", { type: "DynamoDB", arnEnd: `:table/${table}` }, vault),
        ...dataKey(there),
        restoreTableBackup(restored, restoreRoleArn, there.region),
        awaitRestore(there.region),
      );
    });
}

function buckets(
  context: RunbookContext,
  there: RecoverySide,
  { there: vault, restoreRoleArn }: BackupVaults,
): readonly Item[] {
  if (vault === null || restoreRoleArn === null) return [];
  return bucketTargets(there)
    .filter(restorable)
    .flatMap(({ store, bucket }) => {
      const original = bucketTargets(context).find((target) => target.store.name === store.name);
      if (original === undefined) return [];
      return [
        step(
          [`${store.name}: into the bucket `, inlineCode(bucket), ", which the stack has made."],
          newestRecoveryPoint("POINT", { type: "S3", arnEnd: `:::${original.bucket}` }, vault),
          ...dataKey(there),
          restoreBucketBackup(bucket, restoreRoleArn, there.region),
          awaitRestore(there.region),
        ),
      ];
    });
}

/** The key of a side's data by its alias, in `$KEY`. */
export function dataKey({ index, region }: EmitContext): readonly string[] {
  const key = index
    .byRole("kms-key")
    .find(({ handles }) => handles.region === region && handles.alias.endsWith("-data"));
  return key === undefined ? [] : [keyByAlias(key.handles.alias, region)];
}

/** A cluster that came up empty has no users; one from a snapshot brings its own. */
function users(context: RunbookContext, there: RecoverySide): readonly Item[] {
  return databaseTargets(there)
    .filter((target) => !restorable(target))
    .flatMap(({ store, cluster }) => {
      const names = usersOf(store.name, context).map(({ name }) => databaseUser(name));
      return names.length === 0
        ? []
        : [
            step(
              `${store.name} came up empty: a user for each service.`,
              createDatabaseUsers(cluster, null, names, there.region),
            ),
          ];
    });
}

function restarts(there: RecoverySide): readonly Item[] {
  return serviceTargets(there).flatMap(({ service, operations }) => [
    step(`${service.name}: fresh copies, now that its data is there.`, operations.restart, operations.status),
  ]);
}

function domain({ plan }: RunbookContext, { index, region }: RecoverySide): readonly Item[] {
  const balancer = index.oneByRole("load-balancer")?.handles.name;
  const name = plan.environment.domain;
  if (balancer === undefined || name === null || !plan.edge.hasPublicEndpoint) return [];
  return [
    plan.edge.cdn
      ? step(
          `Lead the distribution of ${name} to the load balancer in ${region}; it takes some minutes to be everywhere.`,
          pointDistribution(name, balancer, region),
        )
      : step(`Lead ${name} to the load balancer in ${region}.`, pointDomain(name, balancer, region)),
  ];
}
