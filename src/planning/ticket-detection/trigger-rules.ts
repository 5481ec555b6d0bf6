import type { AgentName } from "../../model/catalogue/agents";
import type { TicketName } from "../../model/catalogue/ticket-triggers";
import type { Plan } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";

/** Who looks after a kind of ticket, and what opens one, in words. */
export interface TriggerRule {
  /** Agents that own the ticket, best suited first. */
  readonly owners: readonly AgentName[];
  /** How often the owner looks at what the tickets say together. */
  readonly review: string;
  /** What is compared, or what is found; a percentage of the trigger's own comes before it. */
  readonly threshold: (plan: Plan) => string;
  /** What a plan must have, so that something generated notices it; null where every plan has it. */
  readonly needs: string | null;
}

const NEEDS_SOURCE = "delivery.source, which pipelines need";
const NEEDS_CHECKS = "delivery.source with delivery.checks, which run every day";
const NEEDS_SLO = "an SLO that something generated measures";

const SECURITY_OWNERS = ["security-analyst", "security-architecture-specialist", "monitoring-specialist"] as const;
const DEPLOYMENT_OWNERS = ["devops-engineer", "process-optimizer", "incident-coordinator"] as const;
const CAPACITY_OWNERS = ["capacity-planner", "performance-optimizer", "infrastructure-architect"] as const;
const REVIEW_OWNERS = ["incident-coordinator", "process-optimizer"] as const;

/** Owners follow the specification's agent combinations per domain. */
const TRIGGER_RULES: Readonly<Record<TicketName, TriggerRule>> = {
  pipeline_failure_rate_over_5_percent: {
    owners: DEPLOYMENT_OWNERS,
    review: "weekly",
    threshold: () => "share of failed pipeline runs, per service",
    needs: NEEDS_SOURCE,
  },
  deployment_rollback_over_10_percent: {
    owners: ["devops-engineer", "incident-coordinator"],
    review: "weekly",
    threshold: () => "share of deployments rolled back, per service",
    needs: NEEDS_SOURCE,
  },
  infrastructure_drift_detected: {
    owners: ["infrastructure-architect", "devops-engineer"],
    review: "weekly",
    threshold: () => "any difference: terraform plan -detailed-exitcode ends with 2",
    needs: NEEDS_CHECKS,
  },
  sla_violation_detected: {
    owners: ["performance-optimizer", "monitoring-specialist"],
    review: "weekly",
    threshold: () => "nothing is left of an SLO's error budget over its window",
    needs: NEEDS_SLO,
  },
  error_budget_burn_rate_exceeded: {
    owners: ["monitoring-specialist", "performance-optimizer"],
    review: "weekly",
    threshold: () => "the burn rate of the SLO's tier over its long and its short window",
    needs: NEEDS_SLO,
  },
  capacity_threshold_approaching: {
    owners: CAPACITY_OWNERS,
    review: "monthly",
    threshold: () => "share of the largest size that the plan allows; of CPU, memory and connections the alarm's own",
    needs: "a service or a store that can run full",
  },
  security_monitoring_gap_detected: {
    owners: SECURITY_OWNERS,
    review: "monthly",
    threshold: () => "GuardDuty, Access Analyzer, CloudTrail, AWS Config, flow logs, an alarm or a log switched off",
    needs: null,
  },
  compliance_deviation_identified: {
    owners: ["compliance-auditor", "security-analyst", "security-architecture-specialist"],
    review: "monthly",
    threshold: ({ requirements: { compliance } }) =>
      compliance.length === 0
        ? "any resource that breaks a configuration rule; the plan names no compliance standard"
        : `any resource that breaks a configuration rule; the plan names ${compliance.join(", ")}`,
    needs: "security.configRules",
  },
  access_control_violation: {
    owners: ["security-analyst", "security-architect", "security-architecture-specialist"],
    review: "monthly",
    threshold: () => "any finding",
    needs: "security.guardDuty, security.accessAnalyzer or security.cloudTrail",
  },
  incident_response_time_exceeded: {
    owners: REVIEW_OWNERS,
    review: "after every incident",
    threshold: ({ incidents: { responseTime } }) =>
      `no answer within: critical ${formatDuration(responseTime.critical)}, high ${formatDuration(responseTime.high)}, medium ${formatDuration(responseTime.medium)}, low ${formatDuration(responseTime.low)}`,
    needs: null,
  },
  monitoring_coverage_gap: {
    owners: ["monitoring-specialist", "performance-optimizer"],
    review: "with every change of the plan",
    threshold: ({ delivery: { checks } }) =>
      checks === null
        ? "an SLO recorder that publishes nothing; no scheduled check looks for golden signals that nothing watches"
        : "a golden signal of a service, store or the edge that nothing watches, a check that could not look, or an SLO recorder that publishes nothing",
    needs: `${NEEDS_CHECKS}, or ${NEEDS_SLO}`,
  },
  operational_runbook_outdated: {
    owners: REVIEW_OWNERS,
    review: "monthly",
    threshold: ({ incidents: { runbookReview } }) => `a runbook not reviewed for ${formatDuration(runbookReview)}`,
    needs: NEEDS_CHECKS,
  },
  vulnerability_exposure_detected: {
    owners: SECURITY_OWNERS,
    review: "monthly",
    threshold: () => "a vulnerability of severity critical or high",
    needs: null,
  },
  automation_opportunity_identified: {
    owners: ["process-optimizer", "devops-engineer", "incident-coordinator"],
    review: "monthly",
    threshold: () => "five tickets with one dedupe key within 30 days",
    needs: NEEDS_CHECKS,
  },
  infrastructure_optimization_available: {
    owners: CAPACITY_OWNERS,
    review: "monthly",
    threshold: () =>
      "a service or group that AWS Compute Optimizer finds over- or under-provisioned, or spend that is a day's budget out of its pattern",
    needs: `${NEEDS_CHECKS}, or requirements.budget with security.accountBaseline owned`,
  },
  recovery_objective_at_risk: {
    owners: ["database-specialist", "database-performance-optimizer", "infrastructure-architect", "devops-engineer"],
    review: "weekly",
    threshold: ({ recovery }) =>
      recovery === null
        ? "the plan sets no recovery objectives"
        : `a failed backup or copy, none within two intervals of ${recovery.backup.intervalHours} h, or a restored backup that does not pass its validation`,
    needs: "requirements.recovery, and a store with backup",
  },
};

/** The rule of a ticket of the catalogue. */
export function triggerRule(name: TicketName): TriggerRule {
  return TRIGGER_RULES[name];
}
