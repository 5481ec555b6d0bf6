import type { Command } from "commander";
import type { GateStatus, QualityGateResult } from "../../planning/quality-gates/gate";
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
      `
Exit codes:
  0  the plans have no errors, and no quality gate fails
  1  a plan has errors, or a plan without any fails a quality gate, which stderr names; synth refuses only the former
  2  wrong usage, or a fault of opsplan

Examples:
  opsplan validate plan.yaml
  opsplan validate plan.yaml --format sarif > opsplan.sarif
`,
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
        const failed = gates.some(({ results }) => results.some(hasFailed));
        if (failed) context.streams.err(whyFailed(gates));
        context.exit(failed ? EXIT_FINDINGS : code);
      });
    });
}

interface PlanGates {
  /** Plan and environment. */
  readonly title: string;
  readonly results: readonly QualityGateResult[];
}

/** Why a plan without an error is refused, in every format: exit code 1 beside an empty report says nothing. */
function whyFailed(plans: readonly PlanGates[]): string {
  const lines = plans.flatMap(({ title, results }) =>
    results
      .filter(hasFailed)
      .flatMap(({ name, checks }) => [
        `${title} fails the quality gate ${name}:`,
        ...checks.filter(hasFailed).map(({ subject, evidence }) => `  ${subject}: ${evidence}`),
      ]),
  );
  return `${lines.join("\n")}\nThe plan has no errors, and synth writes it; validate exits 1 until no gate fails.\n`;
}

function hasFailed({ status }: { readonly status: GateStatus }): boolean {
  return status === "fail";
}

/** One line a gate; what keeps it from passing below it. */
function layOutGates(title: string, results: readonly QualityGateResult[]): string {
  const lines = results.flatMap(({ status, name, checks }) => [
    `  ${status.padEnd(4)}  ${name}`,
    ...checks
      .filter((check) => check.status !== "pass")
      .map((check) => `        ${check.status}  ${check.subject}: ${check.evidence}`),
  ]);
  return `${title}\n${lines.join("\n")}\n`;
}
