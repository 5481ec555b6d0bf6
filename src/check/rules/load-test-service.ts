import {
  closedLoadTestService,
  loadTestWithoutService,
  unknownLoadTestService,
  untestedLoadTestPaths,
} from "../../diagnostics/catalogue/load-test";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { locateKey } from "../../parse/locate";
import { isPublic } from "../exposure";
import { loadTestOf, testedNames, type WrittenLoadTest } from "../load-test-of";
import { keysAt, namesAt, wordsAt } from "../places";
import type { Rule, RuleContext } from "../rule";

const PATH = ["resilience", "loadTest"];

/** A load test asks public services of the plan. */
export const loadTestServiceRule: Rule = {
  code: "load-test-service",
  check(context) {
    const loadTest = loadTestOf(context);
    return loadTest === undefined ? [] : [...services(context), ...paths(context, loadTest)];
  },
};

function services({ file, tree, written }: RuleContext): readonly Diagnostic[] {
  const all = namesAt(written, ["services"]);
  const open = (file.services ?? []).filter(isPublic).map(({ name }) => name);
  const parsed = new Set((file.services ?? []).map(({ name }) => name));
  const named = wordsAt(tree, [...PATH, "services"]);
  if (named.length === 0) {
    // A service that does not parse may be the public one.
    const known = all.every(({ text }) => parsed.has(text));
    return open.length === 0 && known ? [loadTestWithoutService(locateKey(tree, PATH).range)] : [];
  }
  return named.flatMap(({ text, range }) => {
    const service = all.find((one) => one.text === text);
    if (service === undefined) return [unknownLoadTestService(range, text, open)];
    if (!parsed.has(text) || open.includes(text)) return [];
    return [closedLoadTestService(range, text, service.range, open)];
  });
}

function paths(context: RuleContext, loadTest: WrittenLoadTest): readonly Diagnostic[] {
  const { tree } = context;
  const tested = testedNames(context, loadTest);
  return keysAt(tree, [...PATH, "paths"])
    .filter((name) => !tested.includes(name))
    .map((name) => untestedLoadTestPaths(locateKey(tree, [...PATH, "paths", name]).range, name, tested));
}
