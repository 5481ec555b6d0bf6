import { defaultPlans } from "../src/cli/default-plans";
import { EXIT_FAULT, EXIT_FINDINGS } from "../src/cli/exit-codes";
import { report } from "../src/cli/report";
import { processStreams } from "../src/cli/streams";
import { synthesize } from "../src/cli/synthesize";

/** Entry point of `cdktf synth`: the same work as `opsplan synth`, into the folder that CDKTF names. */
function main(): number {
  const streams = processStreams();
  const plans = defaultPlans(process.env);
  if (plans.length === 0) {
    streams.err("no plan was named: set OPSPLAN_PLANS, or list plans under context.plans in cdktf.json\n");
    return EXIT_FAULT;
  }
  const result = synthesize({ plans, out: process.env.CDKTF_OUTDIR ?? "cdktf.out" });
  const code = report(streams, result.diagnostics, result.sources, "pretty");
  return result.written === null ? code || EXIT_FINDINGS : code;
}

process.exitCode = main();
