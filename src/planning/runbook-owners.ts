import type { AgentName } from "../model/catalogue/agents";
import type { Runbook } from "../model/catalogue/runbooks";
import type { Plan } from "../model/plan";
import { chooseAgent } from "./agents";

/** Who answers for a runbook, best suited first, after the specification's agent combinations per domain. */
const PREFERRED_OWNERS: Readonly<Record<Runbook, readonly AgentName[]>> = {
  deploy: ["devops-engineer", "integration-coordinator"],
  "roll-back": ["devops-engineer", "integration-coordinator"],
  scale: ["capacity-planner", "performance-optimizer", "infrastructure-architect"],
  "fail-over": ["infrastructure-architect", "cloud-solutions-architect", "devops-engineer"],
  "fail-back": ["infrastructure-architect", "cloud-solutions-architect", "devops-engineer"],
  restore: ["database-specialist", "database-performance-optimizer", "infrastructure-architect", "devops-engineer"],
  rotate: ["security-analyst", "security-architect", "security-architecture-specialist", "devops-engineer"],
  incident: ["incident-coordinator", "monitoring-specialist", "devops-engineer"],
  "post-incident-review": ["incident-coordinator", "process-optimizer", "monitoring-specialist"],
  "service-errors": ["devops-engineer", "monitoring-specialist"],
  "service-latency": ["performance-optimizer", "monitoring-specialist", "devops-engineer"],
  "service-traffic": ["monitoring-specialist", "performance-optimizer", "devops-engineer"],
  "service-saturation": ["performance-optimizer", "capacity-planner", "infrastructure-architect"],
  "service-health": ["devops-engineer", "infrastructure-architect"],
  "service-capacity": ["capacity-planner", "performance-optimizer", "infrastructure-architect"],
  "application-errors": ["devops-engineer", "monitoring-specialist"],
  "database-saturation": ["database-performance-optimizer", "database-specialist", "performance-optimizer"],
  "database-connections": ["database-performance-optimizer", "database-specialist", "performance-optimizer"],
  "database-latency": ["database-performance-optimizer", "database-specialist", "performance-optimizer"],
  "cache-saturation": ["database-performance-optimizer", "performance-optimizer", "infrastructure-architect"],
  "table-throttling": ["database-performance-optimizer", "database-specialist", "performance-optimizer"],
  "queue-backlog": ["performance-optimizer", "monitoring-specialist", "devops-engineer"],
  "dead-letter-queue": ["devops-engineer", "monitoring-specialist"],
  "edge-errors": ["cloud-solutions-architect", "infrastructure-architect", "devops-engineer"],
  "edge-health": ["cloud-solutions-architect", "infrastructure-architect", "devops-engineer"],
  "blocked-requests": ["security-analyst", "security-architecture-specialist", "cloud-solutions-architect"],
  "job-failures": ["devops-engineer", "monitoring-specialist"],
  "canary-failures": ["monitoring-specialist", "cloud-solutions-architect", "devops-engineer"],
  "indicator-failures": ["monitoring-specialist", "devops-engineer"],
  "error-budget": ["monitoring-specialist", "performance-optimizer", "devops-engineer"],
  "monitoring-gap": ["monitoring-specialist", "performance-optimizer", "devops-engineer"],
  "deployment-failure": ["devops-engineer", "integration-coordinator"],
  "security-finding": ["security-analyst", "security-architect", "security-architecture-specialist"],
  "compliance-deviation": ["compliance-auditor", "security-analyst", "security-architecture-specialist"],
  "bucket-errors": ["database-specialist", "infrastructure-architect", "devops-engineer"],
  "backup-failure": ["database-specialist", "infrastructure-architect", "devops-engineer"],
  "replication-lag": ["database-specialist", "infrastructure-architect", "devops-engineer"],
  "region-failure": ["incident-coordinator", "infrastructure-architect", "devops-engineer"],
  "migration-replication": ["migration-specialist", "database-specialist", "devops-engineer"],
  "data-retention": ["data-governance-compliance-specialist", "compliance-auditor", "database-specialist"],
  "data-erasure": ["data-governance-compliance-specialist", "compliance-auditor", "database-specialist"],
  "breach-notification": ["compliance-auditor", "data-governance-compliance-specialist", "security-analyst"],
  "cut-over": ["migration-specialist", "infrastructure-architect", "devops-engineer"],
  "migration-rollback": ["migration-specialist", "infrastructure-architect", "devops-engineer"],
  "capacity-forecast": ["capacity-planner", "performance-optimizer", "infrastructure-architect"],
  "quota-limit": ["capacity-planner", "infrastructure-architect", "cloud-solutions-architect", "devops-engineer"],
  "cost-overrun": ["capacity-planner", "performance-optimizer", "infrastructure-architect"],
  "load-test": ["performance-testing-specialist", "performance-optimizer", "test-architect", "devops-engineer"],
  "infrastructure-drift": ["infrastructure-architect", "devops-engineer", "cloud-solutions-architect"],
};

/** The agent accountable for a runbook and for the alarms that lead to it; undefined only without any phase. */
export function runbookOwner(plan: Plan, runbook: Runbook): string | undefined {
  return chooseAgent(plan, PREFERRED_OWNERS[runbook]);
}

/** The agent accountable for the incident topics: whoever answers for the incident runbook. */
export function topicOwner(plan: Plan): string | undefined {
  return runbookOwner(plan, "incident");
}
