import { LOAD_SCRIPT } from "../../model/load-test/load-script";
import {
  loadTestJob,
  loadTestMetric,
  loadTestState,
  newestLoadTest,
  newestReport,
} from "../commands/load-test-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";

/** A test reached its load, kept the thresholds of the objectives, and what it measured stands in the plan. */
export function loadTestReport(context: EmitContext): readonly Item[] {
  const { plan, region } = context;
  const job = loadTestJob(context);
  if (job === null) return [];
  return [
    step(
      [inlineCode(job), " ran, and its newest run is SUCCEEDED."],
      newestLoadTest(job, region),
      loadTestState(region),
    ),
    step(
      ["Its report says that every threshold holds, at the requests per second of ", inlineCode(LOAD_SCRIPT), "."],
      newestReport(job, "message.txt", region),
    ),
    step("Tests go on passing: 1 for each that did.", loadTestMetric(plan, "LoadTestPassed", null, region)),
    step(
      [
        "What it measured is in the plan, with ",
        inlineCode("source: load-test"),
        " in the capacity of each tested service.",
      ],
      newestReport(job, "plan-patch.yaml", region),
    ),
  ];
}
