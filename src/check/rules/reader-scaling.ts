import { readerScalingMax, readerScalingNone } from "../../diagnostics/catalogue/scaling";
import { DEFAULT_READERS } from "../../model/capacity/default-readers";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Readers that come and go stand beside at least one that stays. */
export const readerScalingRule: Rule = {
  code: "reader-scaling",
  check({ file, tree }) {
    return (file.dataStores ?? []).flatMap((store, index) => {
      if (store.engine !== "aurora-postgresql" || store.readerScaling === undefined) return [];
      const at = (...keys: readonly string[]) => placeOf(tree, ["dataStores", index, ...keys]);
      const { max } = store.readerScaling;
      const readers = store.readers ?? DEFAULT_READERS.full;
      if (readers === 0) return [readerScalingNone(at("readers"), store.name, at("readerScaling"))];
      if (max >= readers) return [];
      return [
        readerScalingMax(
          { range: at("readerScaling", "max"), value: max },
          { range: at("readers"), value: readers },
          store.name,
        ),
      ];
    });
  },
};
