import { EXIT_FAULT } from "./exit-codes";
import { run } from "./program";
import { processStreams } from "./streams";

const streams = processStreams();

try {
  process.exitCode = run(process.argv.slice(2), streams);
} catch (fault) {
  // Not the user's mistake: say so, with the trace that a report needs.
  streams.err(
    `opsplan failed on its own account; please report this:\n${fault instanceof Error ? fault.stack : fault}\n`,
  );
  process.exitCode = EXIT_FAULT;
}
