import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import type { CommandContext } from "./commands/context";
import { explainCommand } from "./commands/explain";
import { listCommand } from "./commands/list";
import { schemaCommand } from "./commands/schema";
import { showCommand } from "./commands/show";
import { synthCommand } from "./commands/synth";
import { validateCommand } from "./commands/validate";
import { EXIT_FAULT, EXIT_OK } from "./exit-codes";
import type { Streams } from "./streams";

/**
 * Runs one command line and returns its exit code: 0 fine, 1 the input has errors or fails a gate, 2 wrong usage. A fault of opsplan
 * is thrown.
 *
 * @param args what follows the program's name
 */
export function run(args: readonly string[], streams: Streams): number {
  let code = EXIT_OK;
  const program = new Command("opsplan");
  const colored = streams.color && !args.includes("--no-color");
  const context: CommandContext = {
    streams: { ...streams, color: colored },
    quiet: () => program.opts().quiet === true,
    exit: (value) => {
      code = value;
    },
  };
  program
    .description("Compiles an operational plan into Terraform and into the documents people run the system by.")
    .version(version)
    .option("--quiet", "print results only")
    .option("--no-color", "print without colour")
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .showHelpAfterError("(opsplan --help lists the commands)");
  for (const add of [listCommand, showCommand, validateCommand, synthCommand, explainCommand, schemaCommand]) {
    add(program, context);
  }
  try {
    program.parse(args, { from: "user" });
  } catch (fault) {
    if (!(fault instanceof CommanderError)) throw fault;
    return fault.exitCode === 0 ? EXIT_OK : EXIT_FAULT;
  }
  return code;
}
