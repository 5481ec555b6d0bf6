import type { TicketName } from "../../../../model/catalogue/ticket-triggers";
import { SECONDS_PER_DAY } from "../../../../model/units/duration";
import { WITH_TICKETS } from "./section";

/** The further ticket's own words: five times within 30 days. */
const TIMES = 5;
const DAYS = 30;

/** What the tickets' state machine writes into every OpsItem it makes. */
const OPS_ITEM_SOURCE = "opsplan";
const DEDUPE_KEY = "opsplan-dedupe-key";

/**
 * Work that comes back is worth automating: a ticket for each dedupe key under which five tickets were opened. Keys of
 * this check's own tickets are left out, or it would find itself.
 */
export function recurringCheck(ticket: TicketName): readonly string[] {
  return [
    WITH_TICKETS,
    `since=$(date -u -d "@$(( $(date +%s) - ${DAYS * SECONDS_PER_DAY} ))" +%Y-%m-%dT%H:%M:%SZ)`,
    // The CLI follows the pages of this call by itself.
    "aws ssm describe-ops-items --output json --ops-item-filters \\",
    `  Key=Source,Operator=Equal,Values=${OPS_ITEM_SOURCE} "Key=CreatedTime,Operator=GreaterThan,Values=$since" \\`,
    '  > "$WORK/ops-items.json"',
    `jq -c --arg own ${ticket} '`,
    '  "\\(env.PLAN_NAME)/\\(env.PLAN_ENVIRONMENT)/" as $plan',
    `  | [.OpsItemSummaries[]?.OperationalData["${DEDUPE_KEY}"]?.Value // empty`,
    "      | select(startswith($plan)) | ltrimstr($plan) | select(startswith($own) | not)]",
    `  | group_by(.)[] | select(length >= ${TIMES})`,
    '  | {subject: .[0], title: "\\(.[0]) came back \\(length) times",',
    `     text: "\\(length) tickets with the key \\($plan)\\(.[0]) within ${DAYS} days. Remove the cause, or automate the answer."}`,
    `' "$WORK/ops-items.json" | tickets ${ticket}`,
  ];
}
