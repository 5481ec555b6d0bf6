import { loadTestCounted, loadTestFiltered } from "../../diagnostics/catalogue/load-test";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { locateKey } from "../../parse/locate";
import { loadTestOf, type WrittenLoadTest, wantedLoad } from "../load-test-of";
import type { Rule, RuleContext } from "../rule";

const PATH = ["resilience", "loadTest"];

/** Where k6 comes from: the page of its releases, and where that sends on to. */
const SOURCES = ["github.com", "release-assets.githubusercontent.com"];

/** `edge.rateLimit` counts so many seconds. */
const WINDOW_SECONDS = 300;

/** What stands between the load test and its target inside and before the network. */
export const loadTestNetworkRule: Rule = {
  code: "load-test-egress",
  check(context) {
    const loadTest = loadTestOf(context);
    return loadTest === undefined ? [] : [...egress(context, loadTest), ...counted(context, loadTest)];
  },
};

function egress({ file, tree, environment }: RuleContext, { target }: WrittenLoadTest): readonly Diagnostic[] {
  const filter = file.network?.egress;
  const domain = environment === null ? undefined : file.environments?.[environment]?.domain;
  if (filter === undefined || filter.mode !== "filtered" || domain === undefined) return [];
  const wanted = [...SOURCES, target === undefined ? domain : new URL(target).hostname];
  const missing = wanted.filter((host) => !filter.domains.some((allowed) => lets(allowed, host)));
  if (missing.length === 0) return [];
  return [loadTestFiltered(locateKey(tree, PATH).range, missing, locateKey(tree, ["network", "egress"]).range)];
}

/** A leading dot takes in all below. */
function lets(allowed: string, host: string): boolean {
  return allowed.startsWith(".") ? host.endsWith(allowed) : host === allowed;
}

function counted(context: RuleContext, loadTest: WrittenLoadTest): readonly Diagnostic[] {
  const { file, tree } = context;
  const { edge, network } = file;
  if (edge === undefined || network?.existing === undefined || !edge.waf) return [];
  const { rate } = wantedLoad(context, loadTest, loadTest.load.percent);
  if (rate * WINDOW_SECONDS <= edge.rateLimit) return [];
  return [loadTestCounted(locateKey(tree, PATH).range, edge.rateLimit, rate)];
}
