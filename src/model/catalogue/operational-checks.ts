import type { TicketName } from "./ticket-triggers";

/** A check that no alarm or event can make: it reads the repository, the plan or the account's history. */
export interface OperationalCheck {
  /** Name of its phase in the scheduled build. */
  readonly name: string;
  readonly ticket: TicketName;
  /** What it looks at, in words. */
  readonly words: string;
}

/** Checks that the generated build runs every day, in its order. */
export const OPERATIONAL_CHECKS = [
  {
    name: "infrastructure-drift",
    ticket: "infrastructure_drift_detected",
    words: "terraform plan -detailed-exitcode of every stack against the account",
  },
  {
    name: "monitoring-coverage",
    ticket: "monitoring_coverage_gap",
    words: "the gaps in evidence.json: golden signals that nothing watches",
  },
  {
    name: "runbook-age",
    ticket: "operational_runbook_outdated",
    words: "the commit that last reviewed each runbook",
  },
  {
    name: "recurring-tickets",
    ticket: "automation_opportunity_identified",
    words: "tickets of the last 30 days with the same dedupe key",
  },
  {
    name: "compute-optimizer",
    ticket: "infrastructure_optimization_available",
    words: "recommendations of AWS Compute Optimizer for the generated services and groups",
  },
] as const satisfies readonly OperationalCheck[];

export type OperationalCheckName = (typeof OPERATIONAL_CHECKS)[number]["name"];
