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
  | "document-review";

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

/** Deliverables of the specification's e-commerce initiative, spelled as there. */
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
] as const satisfies readonly DeliverableEntry[];

/** Success criteria of the specification's e-commerce initiative, spelled as there. */
export const SUCCESS_CRITERIA = [
  {
    name: "infrastructure_provisioned",
    capabilities: ["network", "compute", "load-balancing"],
    documents: [],
    verification: "terraform-plan",
  },
  {
    name: "auto_scaling_operational",
    capabilities: ["auto-scaling"],
    contributing: ["scheduled-scaling", "predictive-scaling"],
    documents: [],
    verification: "scaling-policies",
  },
  {
    name: "security_controls_active",
    capabilities: ["encryption-keys", "web-application-firewall"],
    contributing: ["threat-detection", "access-analysis", "public-access-block", "encryption-default", "audit-trail"],
    documents: [],
    verification: "security-services",
  },
  {
    name: "monitoring_comprehensive",
    capabilities: ["golden-signal-alarm", "dashboard", "log-retention"],
    documents: [],
    verification: "dashboards",
  },
  {
    name: "alerts_accurate",
    capabilities: ["golden-signal-alarm"],
    documents: ["TICKET_REGISTRY.md", "SLO.md"],
    verification: "alarm-drill",
  },
  { name: "baselines_established", capabilities: ["baseline"], documents: [], verification: "anomaly-detectors" },
  {
    name: "incident_detection_operational",
    capabilities: ["incident-notification", "golden-signal-alarm"],
    documents: ["runbooks/incident.md"],
    verification: "incident-notification-drill",
  },
  {
    name: "pipeline_operational",
    capabilities: ["pipeline"],
    documents: ["runbooks/deploy.md"],
    verification: "pipeline-run",
  },
  { name: "testing_automated", capabilities: ["automated-test"], documents: [], verification: "test-reports" },
  {
    name: "deployments_reliable",
    capabilities: ["deployment-alarm", "deployment-rollback"],
    documents: [],
    verification: "deployment-history",
  },
  {
    name: "rollbacks_tested",
    capabilities: ["deployment-rollback"],
    documents: ["runbooks/roll-back.md"],
    verification: "rollback-drill",
  },
  {
    name: "performance_optimized",
    capabilities: ["auto-scaling", "baseline"],
    documents: ["runbooks/scale.md"],
    verification: "performance-insights",
  },
  {
    name: "capacity_planned",
    capabilities: ["capacity-alarm"],
    documents: ["runbooks/scale.md"],
    verification: "capacity-headroom",
  },
  {
    name: "incidents_procedures_tested",
    capabilities: ["incident-escalation"],
    documents: ["runbooks/incident.md"],
    verification: "incident-exercise",
  },
  {
    name: "documentation_complete",
    capabilities: [],
    documents: ["OPERATIONAL_PLAN.md", "AGENT_MATRIX.md", "TICKET_REGISTRY.md", "SLO.md", "TRACEABILITY.md"],
    verification: "document-review",
  },
] as const satisfies readonly SuccessCriterionEntry[];

export type DeliverableName = (typeof DELIVERABLES)[number]["name"];
export type SuccessCriterionName = (typeof SUCCESS_CRITERIA)[number]["name"];

/** Everything that counts as evidence of an entry: what it needs, and what adds to it. */
export function evidencing({ capabilities, contributing = [] }: SuccessCriterionEntry): readonly Capability[] {
  return [...capabilities, ...contributing];
}
