/** Every agent that the specification names, in its spelling. */
export const AGENTS = [
  "api-architect",
  "capacity-planner",
  "cloud-solutions-architect",
  "compliance-auditor",
  "data-governance-compliance-specialist",
  "database-performance-optimizer",
  "database-specialist",
  "devops-engineer",
  "incident-coordinator",
  "infrastructure-architect",
  "integration-coordinator",
  "migration-specialist",
  "monitoring-specialist",
  "performance-optimizer",
  "performance-testing-specialist",
  "process-optimizer",
  "security-analyst",
  "security-architect",
  "security-architecture-specialist",
  "security-testing-specialist",
  "test-architect",
] as const;

export type AgentName = (typeof AGENTS)[number];

export function isAgentName(name: string): name is AgentName {
  return (AGENTS as readonly string[]).includes(name);
}
