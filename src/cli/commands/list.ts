import type { Command } from "commander";
import { formatDuration, parseDuration } from "../../model/units/duration";
import { shippedBlueprintNames } from "../shipped-blueprints";
import { readBlueprint } from "./blueprint";
import type { CommandContext } from "./context";

export function listCommand(program: Command, context: CommandContext): void {
  program
    .command("list")
    .summary("the blueprints to choose from")
    .option("--json", "as JSON")
    .action(({ json }: { readonly json?: boolean }) => {
      const blueprints = shippedBlueprintNames().map((name) => {
        const { metadata, initiative, services } = readBlueprint(name);
        return {
          name,
          version: metadata.version,
          title: metadata.title,
          initiative: initiative.name,
          timeline: initiative.timeline,
          complexity: initiative.complexity,
          services: services.length,
        };
      });
      if (json) {
        context.streams.out(`${JSON.stringify(blueprints, null, 2)}\n`);
        return;
      }
      for (const { name, version, title, timeline, complexity } of blueprints) {
        const length = parseDuration(timeline);
        const facts = [length ? formatDuration(length) : timeline, complexity ?? ""].filter((fact) => fact !== "");
        context.streams.out(`${name}@${version}\n  ${title}\n  ${facts.join(", ")}\n`);
      }
    });
}
