import type { AgentName } from "../model/catalogue/agents";
import type { Plan } from "../model/plan";
import { selectedAgents } from "./agents";

export interface AgentDomain {
  readonly name: string;
  /** The specification's combination for the domain, its lead first. */
  readonly agents: readonly AgentName[];
  /** False where only some initiatives need the domain. */
  readonly always: boolean;
}

/** The specification's operational agent selection matrix, domain by domain. */
export const AGENT_DOMAINS: readonly AgentDomain[] = [
  {
    name: "Infrastructure Deployment",
    agents: [
      "devops-engineer",
      "infrastructure-architect",
      "cloud-solutions-architect",
      "security-architecture-specialist",
    ],
    always: true,
  },
  {
    name: "Monitoring and Observability",
    agents: ["monitoring-specialist", "performance-optimizer", "devops-engineer", "incident-coordinator"],
    always: true,
  },
  {
    name: "Incident Response Planning",
    agents: ["incident-coordinator", "monitoring-specialist", "devops-engineer", "security-analyst"],
    always: true,
  },
  {
    name: "Performance Engineering",
    agents: [
      "performance-optimizer",
      "infrastructure-architect",
      "monitoring-specialist",
      "database-performance-optimizer",
    ],
    always: true,
  },
  {
    name: "Security Operations",
    agents: ["security-analyst", "compliance-auditor", "infrastructure-architect", "devops-engineer"],
    always: true,
  },
  {
    name: "Migration and Modernization",
    agents: ["migration-specialist", "infrastructure-architect", "devops-engineer", "monitoring-specialist"],
    always: false,
  },
];

export interface DomainCoverage extends AgentDomain {
  readonly selected: readonly string[];
  readonly absent: readonly string[];
  readonly leadSelected: boolean;
}

export function domainCoverage(plan: Plan): readonly DomainCoverage[] {
  const selected = selectedAgents(plan);
  return AGENT_DOMAINS.map((domain) => ({
    ...domain,
    selected: domain.agents.filter((agent) => selected.includes(agent)),
    absent: domain.agents.filter((agent) => !selected.includes(agent)),
    leadSelected: domain.agents.slice(0, 1).every((agent) => selected.includes(agent)),
  }));
}
