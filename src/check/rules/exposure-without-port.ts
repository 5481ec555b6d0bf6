import { exposureWithoutPort } from "../../diagnostics/catalogue/services";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A service that others reach listens somewhere. */
export const exposureWithoutPortRule: Rule = {
  code: "exposure-without-port",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ name, port, exposure }, index) =>
      port === undefined && exposure !== undefined && exposure !== "none"
        ? [exposureWithoutPort(placeOf(tree, ["services", index, "exposure"]), name, exposure)]
        : [],
    );
  },
};
