import type { Command } from "commander";
import type { QualityGateResult } from "../../planning/quality-gates/gate";
import { qualityGates } from "../../planning/quality-gates/quality-gates";
import { EXIT_FINDINGS } from "../exit-codes";
import { type Format, report } from "../report";
import { withCompiled } from "../synthesize";
import type { CommandContext } from "./context";
import { environmentOption, formatOption, plansOf } from "./options";

interface ValidateOptions {
  readonly env?: readonly string[];
  readonly format: Format;
}

export function validateCommand(program: Command, context: CommandContext): void {
  program
    .command("validate")
    .summary("report every mistake, and the quality gates")
    .description("Compiles plans without writing anything; reports every diagnostic and the seven quality gates.")
    .argument("[plan...]", "plan files or blueprint names (default: from cdktf.json)")
    .addOption(environmentOption())
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExamples:\n  opsplan validate plan.yaml\n  opsplan validate plan.yaml --format sarif > opsplan.sarif\n",
    )
    .action((plans: readonly string[], options: ValidateOptions, command: Command) => {
      const request = {
        plans: plansOf(command, plans),
        ...(options.env === undefined ? {} : { environments: options.env }),
      };
      withCompiled(request, ({ output, diagnostics, sources }) => {
        const code = report(context.streams, diagnostics, sources, options.format);
        const gates = (output?.plans ?? []).map(({ plan, evidence }) => ({
          title: `${plan.name} ${plan.environment.name}`,
          results: qualityGates(plan, evidence),
        }));
        if (options.format === "pretty" && !context.quiet()) {
          for (const { title, results } of gates) context.streams.out(layOutGates(title, results));
        }
        const failed = gates.some(({ results }) => results.some(({ status }) => status === "fail"));
        context.exit(failed ? EXIT_FINDINGS : code);
      });
    });
}

/** One line a gate; what keeps it from passing below it. */
function layOutGates(title: string, results: readonly QualityGateResult[]): string {
  const lines = results.flatMap(({ status, name, checks }) => [
    `  ${status.padEnd(4)}  ${name}`,
    ...checks
      .filter((check) => check.status !== "pass")
      .map(({ subject, evidence }) => `          ${subject}: ${evidence}`),
  ]);
  return `${title}\n${lines.join("\n")}\n`;
}
