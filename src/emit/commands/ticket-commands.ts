import type { Plan } from "../../model/plan";
import { aws } from "./aws";
import { variable } from "./shell";

/**
 * Tickets that are not resolved, by the beginning of their dedupe key, `<plan>/<environment>/<trigger>/<subject>`,
 * which each of them has as operational data. Without a trigger: all of the plan's.
 */
export function openTickets(plan: Plan, trigger: string | null): string {
  const key = [plan.name, plan.environment.name, ...(trigger === null ? [] : [trigger]), ""].join("/");
  return aws(
    "ssm describe-ops-items",
    {
      "ops-item-filters": [
        "Key=OperationalDataKey,Values=opsplan-dedupe-key,Operator=Equal",
        `Key=OperationalDataValue,Values=${key},Operator=Contains`,
      ],
      query: "OpsItemSummaries[?Status!='Resolved'].[OpsItemId,Status,Severity,CreatedTime,Title]",
      output: "table",
    },
    plan.environment.region,
  );
}

/** Tells the others that someone works on the ticket `$TICKET`, or that it is over. */
export function setTicketStatus(status: "InProgress" | "Resolved", region: string): string {
  return aws("ssm update-ops-item", { "ops-item-id": variable("TICKET"), status }, region);
}

/** Everything that the ticket `$TICKET` says: text, runbook, dedupe key. */
export function readTicket(region: string): string {
  return aws(
    "ssm get-ops-item",
    {
      "ops-item-id": variable("TICKET"),
      query: "OpsItem.{title:Title,status:Status,text:Description,data:OperationalData}",
    },
    region,
  );
}
