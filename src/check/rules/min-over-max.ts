import { minOverMax } from "../../diagnostics/catalogue/services";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { type NodePath, pathText } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Capacity bounds of services, their schedules, Aurora clusters and replication, defaults included. */
export const minOverMaxRule: Rule = {
  code: "min-over-max",
  check(context) {
    const services = (context.file.services ?? []).flatMap(({ scaling }, index) => [
      ...compare(context, ["services", index, "scaling"], scaling),
      ...scaling.schedules.flatMap((schedule, member) =>
        compare(context, ["services", index, "scaling", "schedules", member], schedule),
      ),
    ]);
    const stores = (context.file.dataStores ?? []).flatMap((store, index) =>
      store.engine === "aurora-postgresql" ? compare(context, ["dataStores", index, "capacity"], store.capacity) : [],
    );
    const replication = context.file.migration?.replication.capacity;
    const units =
      replication === undefined ? [] : compare(context, ["migration", "replication", "capacity"], replication);
    return [...services, ...stores, ...units];
  },
};

function compare({ tree }: RuleContext, path: NodePath, { min, max }: Bounds): readonly Diagnostic[] {
  if (min <= max) return [];
  return [
    minOverMax(
      { range: placeOf(tree, [...path, "min"]), value: min },
      { range: placeOf(tree, [...path, "max"]), value: max },
      pathText(tree, path),
    ),
  ];
}
