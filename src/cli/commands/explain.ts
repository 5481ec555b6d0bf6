import type { Command } from "commander";
import { type Resolution, resolvePlans } from "../../compile";
import { nothingAtPath } from "../../diagnostics/catalogue/files";
import { hasErrors } from "../../diagnostics/diagnostic";
import { type Explanation, explain, knownBelow } from "../explanation";
import { readPlans } from "../read-plans";
import { report } from "../report";
import { blueprintSource } from "../shipped-blueprints";
import type { CommandContext } from "./context";
import { environmentOption } from "./options";

export function explainCommand(program: Command, context: CommandContext): void {
  program
    .command("explain")
    .summary("where a value came from, and why")
    .argument("<plan>", "plan file or blueprint name")
    .argument("<path>", "path in the plan, members of lists by name: services.checkout.scaling.min")
    .addOption(environmentOption())
    .addHelpText("after", "\nExample:\n  opsplan explain plan.yaml services.checkout.scaling.min --env staging\n")
    .action((plan: string, path: string, { env }: { readonly env?: readonly string[] }) => {
      const read = readPlans([plan]);
      const resolved = resolvePlans({
        sources: read.sources,
        blueprints: blueprintSource(),
        ...(env === undefined ? {} : { environments: env }),
      });
      const diagnostics = [...read.diagnostics, ...resolved.diagnostics];
      if (hasErrors(diagnostics)) {
        context.exit(report(context.streams, diagnostics, resolved.sources, "pretty"));
        return;
      }
      const found = resolved.resolutions.flatMap((resolution) => explain(resolution, path) ?? []);
      if (found.length > 0) {
        for (const explanation of found) context.streams.out(layOut(explanation));
        return;
      }
      context.exit(
        report(context.streams, [nothingAtPath(path, known(resolved.resolutions, path))], new Map(), "pretty"),
      );
    });
}

function known(resolutions: readonly Resolution[], path: string): readonly string[] {
  return [...new Set(resolutions.flatMap((resolution) => knownBelow(resolution, path)))];
}

function layOut({ environment, path, value, reasons }: Explanation): string {
  const body = value.includes("\n") ? `\n${value.replace(/^/gm, "    ")}` : ` ${value}`;
  return `${path} in ${environment}:${body}\n${reasons.map((reason) => `  ${reason}\n`).join("")}`;
}
