import { storeWithoutBackup } from "../../diagnostics/catalogue/recovery-objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { isBackedUp } from "../../model/recovery-point";
import type { DataStoreFile } from "../../model/schema/plan-file";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

/** A store that must last, and of which nothing is kept: damage that replicates, or that nobody sees, would be final. */
export const recoveryBackupRule: Rule = {
  code: "store-without-backup",
  check(context) {
    const reasons = reasonsOf(context);
    if (reasons.length === 0) return [];
    return (context.file.dataStores ?? []).flatMap((store, index) => judge(context, store, index, reasons));
  },
};

function reasonsOf({ file: { requirements } }: RuleContext): readonly string[] {
  if (requirements === undefined) return [];
  const standards = requirements.compliance;
  return [
    ...(requirements.recovery === undefined ? [] : ["it has recovery objectives"]),
    ...(standards.length === 0 ? [] : [`it is under ${standards.join(", ")}`]),
  ];
}

function judge(
  { tree }: RuleContext,
  store: DataStoreFile,
  index: number,
  reasons: readonly string[],
): readonly Diagnostic[] {
  const isHeld = store.engine !== "sqs" && (store.engine !== "redis" || store.content === "durable");
  if (!isHeld || isBackedUp(store)) return [];
  const [key, fix] =
    store.engine === "redis"
      ? ["snapshotRetention", "set snapshotRetention to a day or more, or say `content: rebuildable`"]
      : ["backup", "remove `backup: false`"];
  return [storeWithoutBackup(placeOf(tree, ["dataStores", index, key]), store.name, reasons.join(" and "), fix)];
}
