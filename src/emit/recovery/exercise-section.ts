import type { RecoveryStep } from "../../model/recovery";
import { formatDuration } from "../../model/units/duration";
import type { RecoveryBudget } from "../../planning/recovery/recovery-budget";
import type { EmitContext } from "../emit-context";
import { type Block, codeBlock, heading, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { recoveryExercise } from "../verification/recovery-exercise";
import { writtenRunbook } from "../written-runbook";

/** What is tested when, and how what was measured gets into the plan. */
export function exerciseSection(context: EmitContext, budget: RecoveryBudget): readonly Block[] {
  return [
    table(["Test", "When", "By", "Shows"], schedule(context, budget)),
    heading(3, "An exercise, step by step"),
    numbered(recoveryExercise(context)),
    heading(3, "From estimates to measured values"),
    paragraph(
      "An exercise gives each step a length. Write it into the plan, and synthesise: the sum above, and the check that refuses an objective which it exceeds, go by it. These would replace what is estimated:",
    ),
    codeBlock("yaml", measuredYaml(budget)),
  ];
}

function schedule(context: EmitContext, { recovery }: RecoveryBudget): readonly (readonly Content[])[] {
  const { plan, index, evidence } = context;
  const restoreTests = index.byRole("restore-testing-plan").map(({ handles }) => handles.name);
  const experiments = index.byRole("experiment-template").map(({ handles }) => handles.name);
  return [
    restoreTests.length === 0
      ? ["Restore", "not scheduled: AWS Backup backs nothing up", "nobody", "nothing"]
      : [
          "Restore",
          [inlineCode(recovery.backup.restoreTestCron), " UTC"],
          ["AWS Backup, plan ", ...codeList(restoreTests, "none")],
          "the newest backup of each store can be restored, and how long that takes",
        ],
    plan.resilience.gameDays === null
      ? ["Game day", ["not scheduled: set ", inlineCode("resilience.gameDays")], "nobody", "nothing"]
      : [
          "Game day",
          [inlineCode(plan.resilience.gameDays.cron), ` ${plan.resilience.gameDays.timezone}`],
          experiments.length === 0
            ? "nothing is generated for it"
            : ["AWS Fault Injection Service, ", ...codeList(experiments, "none")],
          "alarms, scaling and people bear a rehearsed failure",
        ],
    ...(recovery.region === null
      ? []
      : [
          [
            "Recovery in the other region",
            "every quarter",
            ["people, with ", writtenRunbook(evidence, "fail-over")],
            "the steps, and how long each takes",
          ] as const,
        ]),
    [
      "Restore of a store beside",
      "every quarter",
      ["people, with ", writtenRunbook(evidence, "restore")],
      "whoever is on duty can do it, and how long it takes",
    ],
    [
      "Review of the runbooks",
      `every ${formatDuration(plan.incidents.runbookReview)}`,
      ["their owners, see ", link("AGENT_MATRIX.md", "AGENT_MATRIX.md")],
      "they still say what is there",
    ],
  ];
}

/** One line for each step that is an estimate, with the estimate in place of what will be measured. */
function measuredYaml({ region, store }: RecoveryBudget): string {
  const estimates = new Map<RecoveryStep, number>();
  for (const { step, seconds, measured } of [...(region?.steps ?? []), ...store.steps]) {
    if (!measured && !estimates.has(step)) estimates.set(step, seconds);
  }
  if (estimates.size === 0) return "recovery: {} # every step is measured";
  const lines = [...estimates].map(([step, seconds]) => `    ${step}: ${seconds}s # the estimate`);
  return ["recovery:", "  measured:", ...lines].join("\n");
}
