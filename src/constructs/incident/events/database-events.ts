import type { AuroraStore, Plan } from "../../../model/plan";
import { auroraClusterName, auroraMembers } from "../../data/store-names";
import type { EventSource } from "./event-source";

/** Categories of RDS events that interrupt a service (Aurora user guide, event categories). */
const CATEGORIES = ["failover", "failure"];

/** Failovers and failures of the plan's own Aurora clusters and instances. */
export function databaseEvents(plan: Plan): readonly EventSource[] {
  const stores = plan.stores.filter((store): store is AuroraStore => store.engine === "aurora-postgresql");
  if (stores.length === 0) return [];
  const names = stores.flatMap((store) => [
    auroraClusterName(plan, store),
    ...auroraMembers(plan, store).map(({ name }) => name),
  ]);
  return [databaseInterrupted([...names].sort())];
}

function databaseInterrupted(identifiers: readonly string[]): EventSource {
  return {
    name: "database-interrupted",
    description: "Failovers and failures of the plan's databases",
    severity: "high",
    pattern: {
      source: ["aws.rds"],
      "detail-type": ["RDS DB Cluster Event", "RDS DB Instance Event"],
      detail: { EventCategories: CATEGORIES, SourceIdentifier: identifiers },
    },
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
