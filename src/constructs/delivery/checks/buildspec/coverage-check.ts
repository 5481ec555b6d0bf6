import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { WITH_TICKETS } from "./section";

/** A ticket for each subject of the plan with a golden signal that nothing watches. */
export function coverageCheck(ticket: TicketName): readonly string[] {
  return [
    WITH_TICKETS,
    'evidence="$DOCUMENTS/evidence.json"',
    'if ! jq -e \'.monitoringCoverage.gaps | type == "array"\' "$evidence" > /dev/null; then',
    '  echo "evidence.json has no list monitoringCoverage.gaps"; exit 1',
    "fi",
    "jq -c '.monitoringCoverage.gaps | group_by(.subject)[] | {",
    "  subject: .[0].subject,",
    '  title: "\\(.[0].subject): monitoring has gaps",',
    '  text: map("\\(.signal): \\(.reason)") | join("\\n")',
    `}' "$evidence" | tickets ${ticket}`,
  ];
}
