import { unreachable } from "../../diagnostics/catalogue/services";
import { locateKey } from "../../parse/locate";
import { isPublic } from "../exposure";
import { lostKeys } from "../lost-keys";
import type { Rule } from "../rule";

/** A warning: a plan may well begin without a domain, but nobody reaches its public services then. */
export const domainRequiredRule: Rule = {
  code: "domain-required",
  check(context) {
    const { file, tree, environment } = context;
    const services = (file.services ?? []).filter(isPublic).map(({ name }) => name);
    const own = environment === null ? undefined : file.environments?.[environment];
    if (environment === null || !own || own.domain !== undefined || services.length === 0) return [];
    if (lostKeys(context, ["environments", environment], ["domain"]).size > 0) return [];
    return [unreachable(locateKey(tree, ["environments", environment]).range, environment, services)];
  },
};
