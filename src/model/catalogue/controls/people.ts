import type { AgentName } from "../agents";

/** Who answers for what people have to do, best suited first; the plan's selection decides. */
export const SECURITY: readonly AgentName[] = [
  "security-analyst",
  "security-architect",
  "security-architecture-specialist",
];
export const AUDIT: readonly AgentName[] = ["compliance-auditor", "security-analyst"];
export const GOVERNANCE: readonly AgentName[] = ["data-governance-compliance-specialist", "compliance-auditor"];
export const ARCHITECTURE: readonly AgentName[] = [
  "infrastructure-architect",
  "cloud-solutions-architect",
  "devops-engineer",
];
export const DELIVERY: readonly AgentName[] = ["devops-engineer", "integration-coordinator"];
export const TESTING: readonly AgentName[] = ["security-testing-specialist", "security-analyst"];
export const INCIDENTS: readonly AgentName[] = ["incident-coordinator", "security-analyst"];
export const DATABASES: readonly AgentName[] = [
  "database-specialist",
  "database-performance-optimizer",
  "infrastructure-architect",
];
