import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { SECONDS_PER_DAY } from "../../../../model/units/duration";
import { WITH_TICKETS } from "./section";

/**
 * A ticket for each runbook that nobody looked at within the review period. A commit that changes the committed document
 * counts as a review, and so does one with the trailer `Runbook-reviewed: <name>`. Time counts from the first commit of
 * the plan file at the earliest: a plan that is new, in a repository of any age, has no old runbooks.
 */
export function runbookCheck(ticket: TicketName, reviewDays: number): readonly string[] {
  return [
    WITH_TICKETS,
    'cd "$CODEBUILD_SRC_DIR"',
    'if [ "$(git rev-parse --is-shallow-repository)" != false ]; then echo "the history is cut off"; exit 1; fi',
    'started=$(git log --format=%ct -- "$PLAN_FILE" | sort -n | sed -n 1p)',
    'if [ -z "$started" ]; then echo "no commit holds $PLAN_FILE"; exit 1; fi',
    `due=$(( $(date +%s) - ${reviewDays * SECONDS_PER_DAY} ))`,
    'for runbook in "$DOCUMENTS"/runbooks/*.md; do',
    '  if [ ! -f "$runbook" ]; then echo "there are no runbooks"; exit 1; fi',
    '  slug=$(basename "$runbook" .md)',
    '  changed=$(git log -1 --format=%ct -- "$DOCS_FOLDER/runbooks/$slug.md")',
    '  reviewed=$(git log -1 --format=%ct --extended-regexp --grep="^Runbook-reviewed: *$slug *$")',
    '  newest=$(printf \'%s\\n\' "$started" "$changed" "$reviewed" | sort -n | tail -n 1)',
    '  if [ "$newest" -ge "$due" ]; then continue; fi',
    '  jq -cn --arg slug "$slug" --arg date "$(date -u -d "@$newest" +%F)" \'{',
    "    subject: $slug,",
    `    title: "runbook \\($slug) was not reviewed for ${reviewDays} days",`,
    '    text: "Last reviewed \\($date). Read it against what runs now, correct it, and commit with the trailer\\nRunbook-reviewed: \\($slug)"',
    `  }' | tickets ${ticket}`,
    "done",
  ];
}
