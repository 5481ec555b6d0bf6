import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";

/** Synthesises the shipped blueprint once for all test files; `synthesis` reads it. */
export default function globalSetup(): void {
  const out = mkdtempSync(join(tmpdir(), "opsplan-test-"));
  const { written, diagnostics } = synthesize({ plans: ["ecommerce-operational-excellence"], out });
  if (written === null)
    throw new Error(`the shipped blueprint does not compile: ${JSON.stringify(diagnostics, null, 2)}`);
  process.env.OPSPLAN_TEST_OUTPUT = out;
}
