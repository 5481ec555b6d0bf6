import type { Command } from "commander";
import { planNotFound } from "../../diagnostics/catalogue/files";
import { report } from "../report";
import { shippedBlueprintNames } from "../shipped-blueprints";
import { type BlueprintHead, readBlueprint } from "./blueprint";
import type { CommandContext } from "./context";

export function showCommand(program: Command, context: CommandContext): void {
  program
    .command("show")
    .summary("one blueprint in full")
    .argument("<blueprint>", "its name, with or without @version")
    .option("--json", "as JSON")
    .action((argument: string, { json }: { readonly json?: boolean }) => {
      const name = argument.replace(/@.*$/, "");
      const known = shippedBlueprintNames();
      if (!known.includes(name)) {
        context.exit(report(context.streams, [planNotFound(argument, known)], new Map(), "pretty"));
        return;
      }
      const blueprint = readBlueprint(name);
      context.streams.out(json ? `${JSON.stringify(blueprint, null, 2)}\n` : describe(blueprint));
    });
}

function describe({ metadata, parameters, initiative, services, dataStores }: BlueprintHead): string {
  const lines = [
    `${metadata.name}@${metadata.version}: ${metadata.title}`,
    ...(metadata.description === undefined ? [] : ["", metadata.description]),
    "",
    `Initiative ${initiative.name}, ${initiative.timeline}${initiative.complexity === undefined ? "" : `, ${initiative.complexity}`}`,
  ];
  for (const phase of initiative.phases) {
    lines.push(
      "",
      `  ${phase.name} (${phase.duration})`,
      `    agents        ${phase.primaryAgents.join(", ")}`,
      `    supported by  ${phase.supportingAgents.join(", ") || "nobody"}`,
      `    delivers      ${phase.deliverables.join(", ")}`,
      `    judged by     ${phase.successCriteria.join(", ")}`,
    );
  }
  lines.push("", "Services");
  for (const { name, runtime, description } of services) lines.push(entry(name, runtime ?? "ecs-fargate", description));
  lines.push("", "Data stores");
  for (const { name, engine, description } of dataStores) lines.push(entry(name, engine, description));
  lines.push("", "Parameters");
  for (const [name, { description, default: value }] of Object.entries(parameters)) {
    lines.push(entry(name, value === undefined ? "required" : `default ${value}`, description));
  }
  lines.push("", "Use it", "", `  uses: ${metadata.name}@${metadata.version.split(".")[0]}`, "");
  return `${lines.join("\n")}\n`;
}

function entry(name: string, kind: string, description: string | undefined): string {
  return `  ${name.padEnd(16)} ${kind.padEnd(18)} ${description ?? ""}`.trimEnd();
}
