import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { outputVariable, SHIPPED_BLUEPRINTS } from "./shipped-blueprints";

/** Synthesises each shipped blueprint once for all test files; `synthesis` reads it. */
export default function globalSetup(): void {
  for (const blueprint of SHIPPED_BLUEPRINTS) {
    const out = mkdtempSync(join(tmpdir(), "opsplan-test-"));
    const { written, diagnostics } = synthesize({ plans: [blueprint], out });
    if (written === null) throw new Error(`${blueprint} does not compile: ${JSON.stringify(diagnostics, null, 2)}`);
    process.env[outputVariable(blueprint)] = out;
  }
}
