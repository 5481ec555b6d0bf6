import { bootstrapWithoutBucket } from "../../diagnostics/catalogue/state";
import { placeOf } from "../places";
import type { Rule } from "../rule";

export const stateBootstrapRule: Rule = {
  code: "state-bootstrap",
  check: ({ file, tree }) =>
    file.state?.bootstrap === "owned" && file.state.bucket === undefined
      ? [bootstrapWithoutBucket(placeOf(tree, ["state", "bootstrap"]))]
      : [],
};
