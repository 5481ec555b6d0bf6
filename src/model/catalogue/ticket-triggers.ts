import type { Severity } from "../severities";

/** The specification's four groups of violations. */
export type TicketCategory =
  | "deployment_violations"
  | "performance_violations"
  | "security_operations_violations"
  | "operational_excellence_violations";

export interface TicketTrigger {
  readonly name: string;
  readonly category: TicketCategory;
  /** The ticket it opens, as the specification names it. */
  readonly ticket: string;
  readonly priority: Severity;
  /** In percent, where the specification's name carries one. */
  readonly threshold?: number;
}

/** `auto_ticket_triggers` of the specification, name by name, in its order. */
export const TICKET_TRIGGERS = [
  {
    name: "pipeline_failure_rate_over_5_percent",
    category: "deployment_violations",
    ticket: "high_priority_deployment_optimization_ticket",
    priority: "high",
    threshold: 5,
  },
  {
    name: "deployment_rollback_over_10_percent",
    category: "deployment_violations",
    ticket: "critical_priority_deployment_reliability_ticket",
    priority: "critical",
    threshold: 10,
  },
  {
    name: "infrastructure_drift_detected",
    category: "deployment_violations",
    ticket: "medium_priority_infrastructure_consistency_ticket",
    priority: "medium",
  },
  {
    name: "sla_violation_detected",
    category: "performance_violations",
    ticket: "high_priority_performance_optimization_ticket",
    priority: "high",
  },
  {
    name: "error_budget_burn_rate_exceeded",
    category: "performance_violations",
    ticket: "critical_priority_reliability_improvement_ticket",
    priority: "critical",
  },
  {
    name: "capacity_threshold_approaching",
    category: "performance_violations",
    ticket: "medium_priority_scaling_preparation_ticket",
    priority: "medium",
  },
  {
    name: "security_monitoring_gap_detected",
    category: "security_operations_violations",
    ticket: "high_priority_security_coverage_ticket",
    priority: "high",
  },
  {
    name: "compliance_deviation_identified",
    category: "security_operations_violations",
    ticket: "critical_priority_compliance_remediation_ticket",
    priority: "critical",
  },
  {
    name: "access_control_violation",
    category: "security_operations_violations",
    ticket: "high_priority_security_access_review_ticket",
    priority: "high",
  },
  {
    name: "incident_response_time_exceeded",
    category: "operational_excellence_violations",
    ticket: "medium_priority_incident_process_improvement_ticket",
    priority: "medium",
  },
  {
    name: "monitoring_coverage_gap",
    category: "operational_excellence_violations",
    ticket: "medium_priority_monitoring_enhancement_ticket",
    priority: "medium",
  },
  {
    name: "operational_runbook_outdated",
    category: "operational_excellence_violations",
    ticket: "low_priority_documentation_update_ticket",
    priority: "low",
  },
] as const satisfies readonly TicketTrigger[];

export type TicketTriggerName = (typeof TICKET_TRIGGERS)[number]["name"];
