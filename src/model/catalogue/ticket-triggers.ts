import type { Severity } from "../severities";
import type { Runbook } from "./runbooks";

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
  /**
   * In percent, for triggers that have one: the number in the specification's name; for capacity the share of the
   * largest size from which nine tenths are in use, so that a tenth is left while people act.
   */
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
    threshold: 90,
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

/** The specification's five themes of tickets (its auto-ticket coordination framework), and its examples of each. */
export const TICKET_THEMES = {
  "Deployment Issues":
    "Pipeline failures, deployment rollbacks, infrastructure provisioning problems, configuration drift",
  "Performance Violations": "Resource utilization thresholds, response time degradations, capacity planning triggers",
  "Reliability Concerns": "SLA violations, error budget exhaustions, incident response delays, monitoring gaps",
  "Security Operations":
    "Compliance deviations, security monitoring alerts, access control violations, vulnerability exposures",
  "Infrastructure Debt": "Automation opportunities, configuration management issues, infrastructure optimization needs",
} as const;

export type TicketTheme = keyof typeof TICKET_THEMES;

/** A source of tickets beside the specification's twelve triggers, for what its themes name and no trigger covers. */
export interface FurtherTicket {
  readonly name: string;
  readonly theme: TicketTheme;
  readonly priority: Severity;
  /** What opens one, in words. */
  readonly when: string;
}

/** Lower in priority than the triggers where nothing of a running system depends on them. */
export const FURTHER_TICKETS = [
  {
    name: "vulnerability_exposure_detected",
    theme: "Security Operations",
    priority: "medium",
    when: "an image scan or Amazon Inspector finds a critical or high vulnerability",
  },
  {
    name: "automation_opportunity_identified",
    theme: "Infrastructure Debt",
    priority: "low",
    when: "the same ticket was opened five times within 30 days",
  },
  {
    name: "infrastructure_optimization_available",
    theme: "Infrastructure Debt",
    priority: "low",
    when: "AWS Compute Optimizer finds a service or group over- or under-provisioned, or AWS Cost Anomaly Detection spend out of its pattern",
  },
  {
    name: "recovery_objective_at_risk",
    theme: "Reliability Concerns",
    priority: "high",
    when: "a backup or its copy fails or is overdue, or a restored backup does not pass its validation",
  },
] as const satisfies readonly FurtherTicket[];

export type FurtherTicketName = (typeof FURTHER_TICKETS)[number]["name"];

/** Everything that can open a ticket. */
export type TicketName = TicketTriggerName | FurtherTicketName;

const THEMES: Readonly<Record<TicketTriggerName, TicketTheme>> = {
  pipeline_failure_rate_over_5_percent: "Deployment Issues",
  deployment_rollback_over_10_percent: "Deployment Issues",
  infrastructure_drift_detected: "Deployment Issues",
  sla_violation_detected: "Reliability Concerns",
  error_budget_burn_rate_exceeded: "Reliability Concerns",
  capacity_threshold_approaching: "Performance Violations",
  security_monitoring_gap_detected: "Security Operations",
  compliance_deviation_identified: "Security Operations",
  access_control_violation: "Security Operations",
  incident_response_time_exceeded: "Reliability Concerns",
  monitoring_coverage_gap: "Reliability Concerns",
  operational_runbook_outdated: "Infrastructure Debt",
};

/** Categories of OpsItems that OpsCenter knows (Systems Manager user guide, creating OpsItems). */
export type OpsItemCategory = "Availability" | "Cost" | "Performance" | "Recovery" | "Security";

const OPS_ITEM_CATEGORIES: Readonly<Record<TicketName, OpsItemCategory>> = {
  pipeline_failure_rate_over_5_percent: "Availability",
  deployment_rollback_over_10_percent: "Availability",
  infrastructure_drift_detected: "Availability",
  sla_violation_detected: "Availability",
  error_budget_burn_rate_exceeded: "Availability",
  capacity_threshold_approaching: "Performance",
  security_monitoring_gap_detected: "Security",
  compliance_deviation_identified: "Security",
  access_control_violation: "Security",
  incident_response_time_exceeded: "Recovery",
  monitoring_coverage_gap: "Availability",
  operational_runbook_outdated: "Recovery",
  vulnerability_exposure_detected: "Security",
  automation_opportunity_identified: "Cost",
  infrastructure_optimization_available: "Cost",
  recovery_objective_at_risk: "Recovery",
};

/** Where OpsCenter files a ticket. */
export function opsItemCategory(name: TicketName): OpsItemCategory {
  return OPS_ITEM_CATEGORIES[name];
}

const RUNBOOKS: Readonly<Record<TicketName, Runbook>> = {
  pipeline_failure_rate_over_5_percent: "deployment-failure",
  deployment_rollback_over_10_percent: "roll-back",
  infrastructure_drift_detected: "infrastructure-drift",
  sla_violation_detected: "error-budget",
  error_budget_burn_rate_exceeded: "error-budget",
  capacity_threshold_approaching: "scale",
  security_monitoring_gap_detected: "security-finding",
  compliance_deviation_identified: "compliance-deviation",
  access_control_violation: "security-finding",
  incident_response_time_exceeded: "incident",
  monitoring_coverage_gap: "monitoring-gap",
  operational_runbook_outdated: "post-incident-review",
  vulnerability_exposure_detected: "security-finding",
  automation_opportunity_identified: "post-incident-review",
  infrastructure_optimization_available: "scale",
  recovery_objective_at_risk: "backup-failure",
};

/**
 * Whether a ticket has the severity of its alarm where that is below the trigger's priority. Tiers of a burn-rate alarm
 * differ in nothing else: a budget that lasts for days is no reason to answer within minutes.
 */
export function followsAlarm(name: TicketName): boolean {
  return name === "error_budget_burn_rate_exceeded";
}

/** Where a ticket says what to do; an alarm's ticket names the alarm's own runbook. */
export function ticketRunbook(name: TicketName): Runbook {
  return RUNBOOKS[name];
}

/** The theme under which a ticket is filed. */
export function ticketTheme(name: TicketName): TicketTheme {
  return FURTHER_TICKETS.find((ticket) => ticket.name === name)?.theme ?? THEMES[name as TicketTriggerName];
}
