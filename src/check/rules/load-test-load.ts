import {
  emptyLoadTest,
  loadTestTime,
  loadTestTooLarge,
  loadTestWithoutCapacity,
} from "../../diagnostics/catalogue/load-test";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { loadMachine, MOST_REQUESTS, MOST_USERS } from "../../model/load-test/load-machine";
import { formatDuration } from "../../model/units/duration";
import { locateKey } from "../../parse/locate";
import { loadTestOf, type WrittenLoadTest, wantedLoad } from "../load-test-of";
import { lostKeys } from "../lost-keys";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

const PATH = ["resilience", "loadTest"];

/** Fewest minutes of a held load: CloudWatch's metrics come by the minute, and the first and last are of half a load. */
const LEAST_HOLD_SECONDS = 300;

/** A build ends after 36 hours (CodeBuild quotas); a day leaves room for what stands around the load. */
const MOST_SECONDS = 86_400;

/** The load is known, one machine makes it, and it lasts as long as can be measured. */
export const loadTestLoadRule: Rule = {
  code: "load-test-load",
  check(context) {
    const loadTest = loadTestOf(context);
    return loadTest === undefined ? [] : [...load(context, loadTest), ...time(context, loadTest)];
  },
};

function load(context: RuleContext, loadTest: WrittenLoadTest): readonly Diagnostic[] {
  const { file, tree } = context;
  if (file.requirements?.capacity === undefined) {
    const lost = lostKeys(context, ["requirements"], ["capacity"]).size > 0;
    return lost ? [] : [loadTestWithoutCapacity(locateKey(tree, PATH).range)];
  }
  const range = placeOf(tree, [...PATH, "load"]);
  const { percent } = loadTest.load;
  if (percent === 0) return [emptyLoadTest(range)];
  const wanted = wantedLoad(context, loadTest, percent);
  if (loadMachine(wanted) !== null) return [];
  return [loadTestTooLarge(range, wanted, { rate: MOST_REQUESTS, users: MOST_USERS }, bearable(context, loadTest))];
}

/** The largest whole percentage that a machine makes; 0 where none does. */
function bearable(context: RuleContext, loadTest: WrittenLoadTest): number {
  let [low, high] = [0, Math.floor(loadTest.load.percent)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (loadMachine(wantedLoad(context, loadTest, middle)) === null) high = middle - 1;
    else low = middle;
  }
  return low;
}

function time({ tree }: RuleContext, { rampUp, hold }: WrittenLoadTest): readonly Diagnostic[] {
  const range = placeOf(tree, [...PATH, "hold"]);
  if (hold.seconds < LEAST_HOLD_SECONDS) {
    return [
      loadTestTime(
        range,
        formatDuration(hold),
        "5 minutes or more",
        "a load held so short cannot be measured: CloudWatch's metrics come by the minute",
      ),
    ];
  }
  if (rampUp.seconds + hold.seconds <= MOST_SECONDS) return [];
  return [
    loadTestTime(
      range,
      `${formatDuration(rampUp)} and ${formatDuration(hold)}`,
      "`rampUp` and `hold` of 24 hours together, or less",
      "the build that runs the load test ends before the test does",
    ),
  ];
}
