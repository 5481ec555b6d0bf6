import { loadRate, loadUsers, targetRequests } from "../model/load-test/load-profile";
import { SMALL_SCALE_DIVISOR } from "../model/small-scale";
import { nodeAtPath } from "../parse/locate";
import { isPublic } from "./exposure";
import type { Sections } from "./prune";
import type { RuleContext } from "./rule";

export type WrittenLoadTest = NonNullable<NonNullable<Sections["resilience"]>["loadTest"]>;

/** The load test of a plan, as far as it parses. */
export function loadTestOf({ file }: RuleContext): WrittenLoadTest | undefined {
  return file.resilience?.loadTest;
}

/** Names of the services that the load test asks: those it names, or every public one. */
export function testedNames({ file }: RuleContext, { services }: WrittenLoadTest): readonly string[] {
  return services.length > 0 ? services : (file.services ?? []).filter(isPublic).map(({ name }) => name);
}

/** A small environment gets a part of the load, unless its own layer writes one; see the resolving of `load`. */
function divisor({ file, tree, environment }: RuleContext): number {
  const own = environment === null ? undefined : file.environments?.[environment];
  const written = nodeAtPath(tree, ["resilience", "loadTest", "load"])?.origin.layer === "environment";
  return own?.scale === "small" && !written ? SMALL_SCALE_DIVISOR : 1;
}

/** What the test asks for at a share of the target, by the numbers of its services; nothing where they are not known. */
export function wantedLoad(
  context: RuleContext,
  loadTest: WrittenLoadTest,
  percent: number,
): { readonly rate: number; readonly users: number } {
  const { file } = context;
  const capacity = file.requirements?.capacity;
  const tested = testedNames(context, loadTest);
  const open = (file.services ?? []).filter(isPublic);
  if (capacity === undefined) return { rate: 0, users: 0 };
  const all = targetRequests(capacity);
  const share = percent / divisor(context);
  const loads = open
    .filter(({ name }) => tested.includes(name))
    .map(({ capacity: own, slos }) => {
      const rate = loadRate(all, own.requestShare ?? 1 / open.length, share);
      const thresholds = slos.flatMap(({ sli, threshold }) =>
        sli === "http-latency" && threshold !== undefined && "milliseconds" in threshold
          ? [threshold.milliseconds]
          : [],
      );
      return { rate, users: loadUsers(rate, own.responseTime.milliseconds, thresholds).most };
    });
  return {
    rate: loads.reduce((sum, { rate }) => sum + rate, 0),
    users: loads.reduce((sum, { users }) => sum + users, 0),
  };
}
