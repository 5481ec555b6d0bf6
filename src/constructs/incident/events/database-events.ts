import type { AuroraStore, Plan } from "../../../model/plan";
import { auroraClusterName, auroraMembers } from "../../data/store-names";
import type { EventSource } from "./event-source";

/** Categories of RDS events that interrupt a service (Aurora user guide, event categories). */
const CATEGORIES = ["failover", "failure"];

/** Characters of an event pattern (EventBridge quotas). */
const PATTERN_MAX_LENGTH = 2048;

/** Failovers and failures of the plan's own Aurora clusters and instances. */
export function databaseEvents(plan: Plan): readonly EventSource[] {
  const stores = plan.stores.filter((store): store is AuroraStore => store.engine === "aurora-postgresql");
  if (stores.length === 0) return [];
  const names = stores.flatMap((store) => [
    auroraClusterName(plan, store),
    ...auroraMembers(plan, store).map(({ name }) => name),
  ]);
  return shares([...names].sort()).map((identifiers, index) =>
    databaseInterrupted(index === 0 ? "database-interrupted" : `database-interrupted-${index + 1}`, identifiers),
  );
}

/** As many databases to a rule as its pattern holds. */
function shares(identifiers: readonly string[]): readonly (readonly string[])[] {
  const rules: string[][] = [];
  for (const identifier of identifiers) {
    const last = rules.at(-1);
    if (last !== undefined && JSON.stringify(interruptions([...last, identifier])).length <= PATTERN_MAX_LENGTH) {
      last.push(identifier);
    } else rules.push([identifier]);
  }
  return rules;
}

function interruptions(identifiers: readonly string[]) {
  return {
    source: ["aws.rds"],
    "detail-type": ["RDS DB Cluster Event", "RDS DB Instance Event"],
    detail: { EventCategories: CATEGORIES, SourceIdentifier: identifiers },
  };
}

function databaseInterrupted(name: string, identifiers: readonly string[]): EventSource {
  return {
    name,
    description: "Failovers and failures of the plan's databases",
    severity: "high",
    pattern: interruptions(identifiers),
    text: {
      title: "database <database> failed over or failed",
      details: ["RDS at <time>: <message>"],
      runbook: "fail-over",
      values: { database: "$.detail.SourceIdentifier", time: "$.time", message: "$.detail.Message" },
    },
    capabilities: ["event-notification"],
    ticket: null,
  };
}
