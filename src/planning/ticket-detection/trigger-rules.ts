import type { TicketTriggerName } from "../../model/catalogue/ticket-triggers";
import { deploymentRollbackRate, infrastructureDrift, pipelineFailureRate } from "./deployment-triggers";
import type { TriggerRule } from "./detection";
import { incidentResponseTime, monitoringCoverage, runbookOutdated } from "./excellence-triggers";
import { capacityThreshold, errorBudgetBurn, slaViolation } from "./performance-triggers";
import { accessControlViolation, complianceDeviation, securityMonitoringGap } from "./security-triggers";

/** The twelve triggers of the specification and how each is detected. */
const TRIGGER_RULES: Readonly<Record<TicketTriggerName, TriggerRule>> = {
  pipeline_failure_rate_over_5_percent: pipelineFailureRate,
  deployment_rollback_over_10_percent: deploymentRollbackRate,
  infrastructure_drift_detected: infrastructureDrift,
  sla_violation_detected: slaViolation,
  error_budget_burn_rate_exceeded: errorBudgetBurn,
  capacity_threshold_approaching: capacityThreshold,
  security_monitoring_gap_detected: securityMonitoringGap,
  compliance_deviation_identified: complianceDeviation,
  access_control_violation: accessControlViolation,
  incident_response_time_exceeded: incidentResponseTime,
  monitoring_coverage_gap: monitoringCoverage,
  operational_runbook_outdated: runbookOutdated,
};

/** The rule of a trigger of the catalogue. */
export function triggerRule(name: string): TriggerRule {
  const rule = Object.entries(TRIGGER_RULES).find(([trigger]) => trigger === name)?.[1];
  if (!rule) throw new Error(`no rule detects the trigger ${name}`);
  return rule;
}
