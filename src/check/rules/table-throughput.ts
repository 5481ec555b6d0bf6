import { throughputBelowWarm } from "../../diagnostics/catalogue/scaling";
import { placeOf } from "../places";
import type { Rule } from "../rule";

const PAIRS = [
  ["maxReads", "warmReads"],
  ["maxWrites", "warmWrites"],
] as const;

/** A table that is warmed up for more than its own maximum lets through. */
export const tableThroughputRule: Rule = {
  code: "table-throughput",
  check({ file, tree }) {
    return (file.dataStores ?? []).flatMap((store, index) => {
      if (store.engine !== "dynamodb") return [];
      const { throughput } = store;
      const at = (key: string) => placeOf(tree, ["dataStores", index, "throughput", key]);
      return PAIRS.flatMap(([mostKey, warmKey]) => {
        const most = throughput[mostKey];
        const warm = throughput[warmKey];
        if (most === undefined || warm === undefined || most >= warm) return [];
        return [
          throughputBelowWarm(
            { key: mostKey, range: at(mostKey), value: most },
            { key: warmKey, range: at(warmKey), value: warm },
            store.name,
          ),
        ];
      });
    });
  },
};
