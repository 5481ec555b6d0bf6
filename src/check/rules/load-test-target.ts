import {
  foreignLoadTestTarget,
  loadTestInProduction,
  loadTestWithoutDomain,
} from "../../diagnostics/catalogue/load-test";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { locateKey } from "../../parse/locate";
import { loadTestOf, type WrittenLoadTest } from "../load-test-of";
import { lostKeys } from "../lost-keys";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

const PATH = ["resilience", "loadTest"];

/** Load is aimed at what belongs to the environment, and at its users only with an explicit yes. */
export const loadTestTargetRule: Rule = {
  code: "load-test-target",
  check(context) {
    const loadTest = loadTestOf(context);
    return loadTest === undefined ? [] : [...production(context, loadTest), ...target(context, loadTest)];
  },
};

function production({ file, tree, environment }: RuleContext, { inProduction }: WrittenLoadTest) {
  const own = environment === null ? undefined : file.environments?.[environment];
  if (environment === null || own?.scale !== "full" || inProduction) return [];
  return [loadTestInProduction(locateKey(tree, PATH).range, environment)];
}

function target(context: RuleContext, { target: written }: WrittenLoadTest): readonly Diagnostic[] {
  const { file, tree, environment } = context;
  const own = environment === null ? undefined : file.environments?.[environment];
  if (environment === null || own === undefined) return [];
  const { domain } = own;
  if (domain === undefined) {
    // A domain that does not parse is reported where it stands.
    if (lostKeys(context, ["environments", environment], ["domain"]).size > 0) return [];
    return [loadTestWithoutDomain(locateKey(tree, PATH).range, environment)];
  }
  if (written === undefined) return [];
  const { hostname } = new URL(written);
  if (hostname === domain || hostname.endsWith(`.${domain}`)) return [];
  const place = { range: placeOf(tree, ["environments", environment, "domain"]), message: "the environment's domain" };
  return [foreignLoadTestTarget(placeOf(tree, [...PATH, "target"]), hostname, domain, place)];
}
