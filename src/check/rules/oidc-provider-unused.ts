import { oidcProviderUnused } from "../../diagnostics/catalogue/state";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

export const oidcProviderUnusedRule: Rule = {
  code: "oidc-provider-unused",
  check({ file, tree }) {
    const path = ["state", "oidcProvider"];
    if (nodeAtPath(tree, path) === undefined) return [];
    const found = (reason: string) => [oidcProviderUnused(placeOf(tree, path), reason)];
    if (file.state?.bootstrap === "existing")
      return found("the plan makes no roles, its `state.bootstrap` is `existing`");
    if (file.delivery !== undefined && file.delivery.source?.provider !== "GitHub") {
      return found("the plan's source is not on GitHub");
    }
    return [];
  },
};
