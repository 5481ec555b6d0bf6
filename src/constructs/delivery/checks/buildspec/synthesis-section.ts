import { section } from "./section";

/**
 * Compiles the plan as it stands on the branch. `npx --no` never downloads: the opsplan that runs is the one that the
 * repository's lock file names, not whatever a registry has under that name today.
 */
export function synthesisSection(): string {
  return section("synthesis", "opsplan synth of the plan on the branch", [
    'cd "$CODEBUILD_SRC_DIR"',
    "if [ -f package-lock.json ]; then npm ci --no-audit --no-fund; fi",
    'npx --no -- opsplan synth "$PLAN_FILE" --env "$PLAN_ENVIRONMENT" --out "$OUTPUT"',
  ]);
}
