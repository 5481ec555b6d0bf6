import { counted } from "../../model/counted";
import type { Recovery } from "../../model/recovery";
import { isBackedUp } from "../../model/recovery-point";
import { formatDuration } from "../../model/units/duration";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";

const LOCK_WORDS: Readonly<Record<Recovery["backup"]["vaultLock"], string>> = {
  none: "none: whoever may delete backups can",
  governance: "governance: backups cannot be deleted early but by whoever may change the vault",
  compliance: "compliance: after three days nobody can undo it, not even the account's owner",
};

/** Which stores are backed up, how often, for how long, and where the copies are. */
export function backupSection({ plan, index }: EmitContext, { backup, region }: Recovery): readonly Block[] {
  const vaults = index
    .byRole("backup-vault")
    .flatMap(({ handles }, position) => [
      ...(position === 0 ? [] : [", "]),
      inlineCode(handles.name),
      ` in ${handles.region}`,
    ]);
  const plans = index.byRole("backup-plan").map(({ handles }) => handles.name);
  if (plans.length === 0) {
    return [
      paragraph("AWS Backup backs nothing up here: stores keep what their engines keep by themselves."),
      stores(plan),
    ];
  }
  const rows: readonly (readonly Content[])[] = [
    ["Plans", codeList(plans, "none")],
    ["Vaults", vaults],
    [
      "Interval",
      `${backup.intervalHours === 1 ? "every hour" : `every ${backup.intervalHours} hours`}, from midnight UTC`,
    ],
    ["Kept", counted(backup.retentionDays, "day")],
    ["Lock", LOCK_WORDS[backup.vaultLock]],
    ["Copies in another region", region === null ? "none" : inlineCode(region)],
    [
      "Copies in another account",
      backup.crossAccountVaultArn === null ? "none" : inlineCode(backup.crossAccountVaultArn),
    ],
  ];
  return [table(["Setting", "Value"], rows), stores(plan)];
}

function stores({ stores: all }: EmitContext["plan"]): Block {
  return tableOr(
    ["Store", "Backup", "Beside it"],
    all.map((store) => [inlineCode(store.name), backupWords(store), besideWords(store)]),
    "The plan has no data stores.",
  );
}

type Store = EmitContext["plan"]["stores"][number];

function backupWords(store: Store): string {
  if (store.engine === "sqs") return "none: messages have no backup";
  if (!isBackedUp(store)) return "none";
  return store.engine === "redis"
    ? `its own daily snapshots, kept ${formatDuration(store.snapshotRetention)}`
    : "by AWS Backup";
}

function besideWords(store: Store): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return `point-in-time recovery, ${formatDuration(store.backupRetention)} back`;
    case "dynamodb":
      return "point-in-time recovery, 35 days back";
    case "s3":
      return "old versions of objects";
    case "redis":
      return store.content === "rebuildable" ? "a cache: it fills again" : "nothing";
    case "sqs":
      return "what failed, in the dead-letter queue";
  }
}
