import type { Capability } from "../capabilities";
import type { StackKind } from "../stack-kinds";
import type { DocumentName } from "./documents";

/** How something is shown to be true, in the order of strength. The documents say it with the generated names. */
export type Verification =
  | "terraform-plan"
  | "scaling-policies"
  | "security-services"
  | "dashboards"
  | "alarm-states"
  | "alarm-drill"
  | "anomaly-detectors"
  | "incident-notification-drill"
  | "pipeline-run"
  | "test-reports"
  | "deployment-history"
  | "rollback-drill"
  | "load-balancer-health"
  | "cdn-response"
  | "performance-insights"
  | "capacity-headroom"
  | "incident-exercise"
  | "document-review"
  | "compliance-status"
  | "audit-log-check"
  | "data-governance-check"
  | "restore-tests"
  | "recovery-exercise"
  | "migration-status"
  | "capacity-model"
  | "database-scaling"
  | "forecasts"
  | "load-test-report"
  | "cost-report";

interface CatalogueEntry {
  readonly name: string;
  /** Every one of these must be provided by at least one generated resource. */
  readonly capabilities: readonly Capability[];
  /** Counted as evidence where they are generated; a plan may do without them. */
  readonly contributing?: readonly Capability[];
  /** Documents that are part of it. */
  readonly documents: readonly DocumentName[];
  readonly verification: Verification | { readonly manual: string; readonly document: string };
}

export interface DeliverableEntry extends CatalogueEntry {
  /** Stacks whose resources belong to it; the first phase that delivers one gives the stack its `phase` tag. */
  readonly stacks: readonly StackKind[];
}

export type SuccessCriterionEntry = CatalogueEntry;

/** Deliverables of the specification's initiatives, spelled as there. */
export const DELIVERABLES = [
  {
    name: "auto_scaling_infrastructure",
    capabilities: ["network", "compute", "auto-scaling"],
    contributing: ["scheduled-scaling", "predictive-scaling"],
    documents: [],
    stacks: ["foundation", "data", "services"],
    verification: "scaling-policies",
  },
  {
    name: "load_balancer_configuration",
    capabilities: ["load-balancing", "tls-certificate"],
    contributing: ["dns"],
    documents: [],
    stacks: ["services"],
    verification: "load-balancer-health",
  },
  {
    name: "cdn_setup",
    capabilities: ["cdn"],
    contributing: ["dns", "tls-certificate"],
    documents: [],
    stacks: ["edge"],
    verification: "cdn-response",
  },
  {
    name: "security_hardening",
    capabilities: ["encryption-keys", "web-application-firewall", "network-logging"],
    contributing: ["threat-detection", "access-analysis", "public-access-block", "encryption-default", "audit-trail"],
    documents: [],
    stacks: ["security"],
    verification: "security-services",
  },
  {
    name: "comprehensive_monitoring_dashboard",
    capabilities: ["dashboard"],
    documents: [],
    stacks: ["observability"],
    verification: "dashboards",
  },
  {
    name: "alerting_configuration",
    capabilities: ["golden-signal-alarm", "incident-notification"],
    documents: [],
    stacks: ["observability", "incident"],
    verification: "alarm-states",
  },
  {
    name: "performance_baselines",
    capabilities: ["baseline"],
    documents: [],
    stacks: ["observability"],
    verification: "anomaly-detectors",
  },
  {
    name: "incident_detection",
    capabilities: ["golden-signal-alarm", "log-metric", "health-check"],
    contributing: ["event-notification"],
    documents: ["runbooks/incident.md"],
    stacks: ["observability", "incident"],
    verification: "alarm-drill",
  },
  {
    name: "ci_cd_pipeline",
    capabilities: ["pipeline", "artifact-storage"],
    documents: ["runbooks/deploy.md"],
    stacks: ["delivery"],
    verification: "pipeline-run",
  },
  {
    name: "automated_testing",
    capabilities: ["automated-test"],
    documents: [],
    stacks: ["delivery"],
    verification: "test-reports",
  },
  {
    name: "deployment_validation",
    capabilities: ["image-scan", "deployment-alarm"],
    contributing: ["deployment-event"],
    documents: ["runbooks/deploy.md"],
    stacks: ["delivery"],
    verification: "deployment-history",
  },
  {
    name: "rollback_procedures",
    capabilities: ["deployment-rollback"],
    documents: ["runbooks/roll-back.md"],
    stacks: ["delivery"],
    verification: "rollback-drill",
  },
  {
    name: "performance_tuning",
    capabilities: ["auto-scaling", "baseline"],
    contributing: ["performance-insights", "scheduled-scaling", "predictive-scaling"],
    documents: ["runbooks/scale.md"],
    stacks: ["services"],
    verification: "performance-insights",
  },
  {
    name: "capacity_planning",
    capabilities: ["auto-scaling", "capacity-alarm"],
    contributing: ["scheduled-scaling", "predictive-scaling"],
    documents: ["runbooks/scale.md"],
    stacks: ["services", "observability"],
    verification: "capacity-headroom",
  },
  {
    name: "incident_response_procedures",
    capabilities: ["incident-notification", "incident-escalation"],
    documents: ["runbooks/incident.md", "runbooks/post-incident-review.md"],
    stacks: ["incident"],
    verification: "incident-exercise",
  },
  {
    name: "operational_runbooks",
    capabilities: [],
    documents: [
      "runbooks/deploy.md",
      "runbooks/roll-back.md",
      "runbooks/scale.md",
      "runbooks/fail-over.md",
      "runbooks/fail-back.md",
      "runbooks/restore.md",
      "runbooks/rotate.md",
      "runbooks/incident.md",
      "runbooks/post-incident-review.md",
    ],
    stacks: [],
    verification: "document-review",
  },
  {
    name: "compliance_framework",
    capabilities: ["configuration-rule", "conformance-pack"],
    contributing: ["security-standard"],
    documents: ["COMPLIANCE.md"],
    stacks: ["security"],
    verification: "compliance-status",
  },
  {
    name: "security_architecture",
    capabilities: ["network", "encryption-keys"],
    contributing: [
      "network-acl",
      "egress-filter",
      "private-ingress",
      "web-application-firewall",
      "threat-detection",
      "access-analysis",
      "public-access-block",
      "encryption-default",
      "password-policy",
      "secret-rotation",
    ],
    documents: ["COMPLIANCE.md"],
    stacks: ["foundation", "security"],
    verification: "security-services",
  },
  {
    name: "audit_logging",
    capabilities: ["audit-trail", "log-storage"],
    contributing: ["audit-query", "log-protection", "network-logging", "log-retention"],
    documents: ["COMPLIANCE.md"],
    stacks: ["security"],
    verification: "audit-log-check",
  },
  {
    name: "data_governance_policies",
    capabilities: [],
    contributing: ["sensitive-data-discovery", "backup-plan", "encryption-keys"],
    documents: ["DATA_GOVERNANCE.md", "runbooks/data-retention.md", "runbooks/data-erasure.md"],
    stacks: ["data"],
    verification: "data-governance-check",
  },
  {
    name: "migration_strategy",
    capabilities: [],
    contributing: ["migration-link", "data-replication", "file-transfer"],
    documents: ["MIGRATION_STRATEGY.md"],
    stacks: ["migration"],
    verification: "migration-status",
  },
  {
    name: "infrastructure_design",
    capabilities: ["network", "compute"],
    documents: ["INFRASTRUCTURE_DESIGN.md"],
    stacks: ["foundation", "services"],
    verification: "terraform-plan",
  },
  {
    name: "data_migration_plan",
    capabilities: ["data-replication"],
    contributing: ["file-transfer", "migration-link"],
    documents: ["DATA_MIGRATION_PLAN.md", "runbooks/cut-over.md", "runbooks/migration-rollback.md"],
    stacks: ["migration"],
    verification: "migration-status",
  },
  {
    name: "deployment_pipelines",
    capabilities: ["pipeline", "artifact-storage"],
    contributing: ["image-scan", "automated-test", "deployment-rollback"],
    documents: ["runbooks/deploy.md"],
    stacks: ["delivery"],
    verification: "pipeline-run",
  },
  {
    name: "monitoring_infrastructure",
    capabilities: ["golden-signal-alarm", "dashboard", "log-retention"],
    contributing: ["baseline", "slo-alarm", "slo-recorder"],
    documents: ["SLO.md"],
    stacks: ["observability"],
    verification: "dashboards",
  },
  {
    name: "security_monitoring",
    capabilities: ["security-event"],
    contributing: [
      "threat-detection",
      "security-standard",
      "vulnerability-scan",
      "sensitive-data-discovery",
      "access-analysis",
      "audit-trail",
    ],
    documents: ["runbooks/security-finding.md"],
    stacks: ["security", "incident"],
    verification: "security-services",
  },
  {
    name: "incident_response_setup",
    capabilities: ["incident-notification", "incident-escalation", "ticket"],
    contributing: ["response-time", "post-incident-review", "runbook-automation"],
    documents: ["runbooks/incident.md", "runbooks/post-incident-review.md"],
    stacks: ["incident"],
    verification: "incident-exercise",
  },
  {
    name: "performance_validation",
    capabilities: ["golden-signal-alarm", "slo-alarm"],
    contributing: ["baseline", "performance-insights", "auto-scaling"],
    documents: ["SLO.md"],
    stacks: ["observability"],
    verification: "alarm-states",
  },
  {
    name: "compliance_verification",
    capabilities: ["configuration-rule", "conformance-pack"],
    contributing: ["security-standard"],
    documents: ["COMPLIANCE.md", "runbooks/compliance-deviation.md"],
    stacks: ["security"],
    verification: "compliance-status",
  },
  {
    name: "operational_procedures",
    capabilities: ["runbook-automation"],
    documents: [
      "runbooks/deploy.md",
      "runbooks/roll-back.md",
      "runbooks/scale.md",
      "runbooks/fail-over.md",
      "runbooks/fail-back.md",
      "runbooks/restore.md",
      "runbooks/rotate.md",
      "runbooks/incident.md",
      "runbooks/post-incident-review.md",
    ],
    stacks: ["observability"],
    verification: "document-review",
  },
  {
    name: "disaster_recovery_testing",
    capabilities: ["restore-test"],
    contributing: ["game-day", "failover", "standby", "replication"],
    documents: ["RECOVERY.md", "runbooks/fail-over.md", "runbooks/fail-back.md", "runbooks/restore.md"],
    stacks: ["recovery", "resilience", "standby"],
    verification: "restore-tests",
  },
  {
    name: "performance_analysis_report",
    capabilities: ["baseline", "dashboard"],
    contributing: ["performance-insights", "slo-recorder", "load-test"],
    documents: ["CAPACITY.md", "SLO.md"],
    stacks: ["observability"],
    verification: "anomaly-detectors",
  },
  {
    name: "capacity_planning_model",
    capabilities: ["auto-scaling", "quota-alarm"],
    contributing: ["quota-request", "load-test"],
    documents: ["CAPACITY.md"],
    stacks: ["services"],
    verification: "capacity-model",
  },
  {
    name: "bottleneck_identification",
    capabilities: ["capacity-alarm"],
    contributing: ["forecast", "load-test", "performance-insights"],
    documents: ["CAPACITY.md"],
    stacks: ["observability"],
    verification: "capacity-model",
  },
  {
    name: "scaling_recommendations",
    capabilities: ["auto-scaling"],
    contributing: ["cost-optimization", "predictive-scaling"],
    documents: ["CAPACITY.md", "runbooks/scale.md"],
    stacks: ["services"],
    verification: "capacity-model",
  },
  {
    name: "auto_scaling_configuration",
    capabilities: ["compute", "auto-scaling"],
    contributing: ["scheduled-scaling", "predictive-scaling", "warm-pool", "back-pressure", "cell"],
    documents: ["runbooks/scale.md"],
    stacks: ["foundation", "services"],
    verification: "scaling-policies",
  },
  {
    name: "load_balancing_setup",
    capabilities: ["load-balancing", "tls-certificate"],
    contributing: ["dns", "health-check"],
    documents: [],
    stacks: ["services", "edge"],
    verification: "load-balancer-health",
  },
  {
    name: "database_scaling",
    capabilities: ["database"],
    contributing: [
      "reader-scaling",
      "connection-pooling",
      "read-write-split",
      "performance-insights",
      "cache",
      "table",
    ],
    documents: ["CAPACITY.md"],
    stacks: ["data"],
    verification: "database-scaling",
  },
  {
    name: "cdn_optimization",
    capabilities: ["cdn"],
    contributing: ["dns", "tls-certificate"],
    documents: [],
    stacks: ["edge"],
    verification: "cdn-response",
  },
  {
    name: "enhanced_monitoring_dashboard",
    capabilities: ["dashboard", "baseline"],
    contributing: ["slo-recorder", "deployment-metric"],
    documents: ["SLO.md"],
    stacks: ["observability"],
    verification: "dashboards",
  },
  {
    name: "predictive_alerting",
    capabilities: ["forecast", "baseline"],
    contributing: ["capacity-alarm", "quota-alarm"],
    documents: ["CAPACITY.md", "TICKET_REGISTRY.md"],
    stacks: ["observability"],
    verification: "forecasts",
  },
  {
    name: "capacity_monitoring",
    capabilities: ["capacity-alarm", "quota-alarm"],
    contributing: ["forecast", "budget", "cost-anomaly"],
    documents: ["CAPACITY.md"],
    stacks: ["observability", "cost"],
    verification: "capacity-headroom",
  },
  {
    name: "performance_tracking",
    capabilities: ["slo-alarm", "slo-recorder"],
    contributing: ["performance-insights", "deployment-metric"],
    documents: ["SLO.md"],
    stacks: ["observability"],
    verification: "alarm-states",
  },
  {
    name: "load_testing_validation",
    capabilities: ["load-test"],
    contributing: ["experiment"],
    documents: ["CAPACITY.md", "runbooks/load-test.md"],
    stacks: ["resilience"],
    verification: "load-test-report",
  },
  {
    name: "performance_optimization",
    capabilities: ["auto-scaling", "baseline"],
    contributing: ["performance-insights", "cost-optimization", "predictive-scaling"],
    documents: ["CAPACITY.md", "runbooks/scale.md"],
    stacks: ["services", "cost"],
    verification: "cost-report",
  },
  {
    name: "incident_procedures",
    capabilities: ["incident-notification", "incident-escalation"],
    contributing: ["response-time", "post-incident-review", "runbook-automation"],
    documents: ["runbooks/incident.md", "runbooks/post-incident-review.md"],
    stacks: ["incident"],
    verification: "incident-exercise",
  },
] as const satisfies readonly DeliverableEntry[];

/** Everything that counts as evidence of an entry: what it needs, and what adds to it. */
export function evidencing({ capabilities, contributing = [] }: SuccessCriterionEntry): readonly Capability[] {
  return [...capabilities, ...contributing];
}
