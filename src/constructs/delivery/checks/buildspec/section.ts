import { script } from "../../buildspec/buildspec";

/*
 * The checks' own variables, exported before the first section:
 *   WORK       a folder for this build alone
 *   OUTPUT     what `opsplan synth` writes
 *   DOCUMENTS  the documents in it, evidence.json among them
 * From the project: PLAN_NAME, PLAN_ENVIRONMENT, PLAN_FILE, DOCS_FOLDER.
 */

/** Beginning of every section that asks for tickets. */
export const WITH_TICKETS = 'source "$WORK/tickets.sh"';

/**
 * One named part of the build. It stops at its own first error, in a shell of its own, and the parts after it run
 * whatever became of it: its name in the list `unable` makes the build fail at the end.
 */
export function section(name: string, words: string, lines: readonly string[]): string {
  return script(
    writeFile(`${name}.sh`, lines),
    `echo "== ${name}: ${words}"`,
    `bash -euo pipefail "$WORK/${name}.sh" < /dev/null || echo "${name}" >> "$WORK/unable"`,
  );
}

/** A file in the build's own folder, with its text as it stands. */
export function writeFile(name: string, lines: readonly string[]): string {
  return script(`cat > "$WORK/${name}" <<'END_OF_FILE'`, ...lines, "END_OF_FILE");
}
