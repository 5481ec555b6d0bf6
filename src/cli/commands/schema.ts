import type { Command } from "commander";
import { planJsonSchema } from "../../model/schema/json-schema";
import type { CommandContext } from "./context";

export function schemaCommand(program: Command, context: CommandContext): void {
  program
    .command("schema")
    .summary("the JSON Schema of plan files, for editors")
    .action(() => context.streams.out(`${JSON.stringify(planJsonSchema(), null, 2)}\n`));
}
