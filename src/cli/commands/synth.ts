import type { Command } from "commander";
import type { CompiledPlan } from "../../compile";
import { counted } from "../../model/counted";
import { EXIT_OK } from "../exit-codes";
import { type Format, report } from "../report";
import { synthesize } from "../synthesize";
import type { CommandContext } from "./context";
import { environmentOption, formatOption, plansOf } from "./options";

interface SynthOptions {
  readonly env?: readonly string[];
  readonly out: string;
  readonly format: Format;
}

export function synthCommand(program: Command, context: CommandContext): void {
  program
    .command("synth")
    .summary("write Terraform and documents")
    .description("Compiles plans into Terraform and documents. Nothing is written unless every plan is valid.")
    .argument("[plan...]", "plan files or blueprint names (default: from cdktf.json)")
    .addOption(environmentOption())
    .option("--out <dir>", "output folder", "cdktf.out")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExamples:\n  opsplan synth plan.yaml\n  opsplan synth ecommerce-operational-excellence --env production\n",
    )
    .action((plans: readonly string[], options: SynthOptions, command: Command) => {
      const { streams } = context;
      const result = synthesize({
        plans: plansOf(command, plans),
        out: options.out,
        ...(options.env === undefined ? {} : { environments: options.env }),
      });
      const code = report(streams, result.diagnostics, result.sources, options.format);
      if (result.written !== null && !context.quiet()) {
        const write = options.format === "pretty" ? streams.out : streams.err;
        write(summary(result.written.plans, options.out));
      }
      context.exit(result.written === null ? code : EXIT_OK);
    });
}

/** What was compiled, a line for each plan and environment, then where it is and what to do next. */
function summary(plans: readonly CompiledPlan[], out: string): string {
  const lines = plans.map(({ plan, evidence, documents }) => {
    const resources = evidence.stacks.reduce((sum, stack) => sum + stack.resources, 0);
    const counts = [
      counted(evidence.stacks.length, "stack"),
      counted(resources, "resource"),
      counted(evidence.alarms.length, "alarm"),
      counted(documents.length, "document"),
    ];
    return `${plan.name} ${plan.environment.name}: ${counts.join(", ")}`;
  });
  const first = plans[0];
  const start = first
    ? `Read first: ${out}/docs/${first.plan.name}/${first.plan.environment.name}/OPERATIONAL_PLAN.md`
    : "";
  return `${[...lines, start].join("\n")}\n`;
}
