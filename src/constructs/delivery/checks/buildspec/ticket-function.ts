import { TICKET_REQUEST_DETAIL_TYPE, TICKET_REQUEST_SOURCE } from "../../../core/ticket-request";
import { writeFile } from "./section";

/** An OpsItem's description takes 2,048 characters (CreateOpsItem); the rest is for what the state machine adds. */
const TEXT_MAX_LENGTH = 1500;

/**
 * The shell function `tickets NAME`: reads a line `{subject, title, text}` for each ticket and asks for it by an event.
 * jq writes the JSON, so that no text can end a string.
 */
export function ticketFunction(): string {
  return writeFile("tickets.sh", [
    "tickets() {",
    "  while read -r request; do",
    '    entries=$(jq -c --arg ticket "$1" \'',
    "      {plan: env.PLAN_NAME, environment: env.PLAN_ENVIRONMENT, ticket: $ticket,",
    `       subject: .subject, title: .title, text: .text[:${TEXT_MAX_LENGTH}]}`,
    `      | [{Source: "${TICKET_REQUEST_SOURCE}", DetailType: "${TICKET_REQUEST_DETAIL_TYPE}", Detail: tojson}]`,
    '    \' <<< "$request")',
    '    rejected=$(aws events put-events --entries "$entries" --query FailedEntryCount --output text < /dev/null)',
    '    if [ "$rejected" != 0 ]; then echo "EventBridge refused: $entries"; return 1; fi',
    '    echo "ticket wanted: $1, $(jq -r .subject <<< "$request")"',
    "  done",
    "}",
  ]);
}
