/** An AWS service that takes no new customers: never generated, and refused by name where a plan asks for it. */
export interface ClosedService {
  readonly name: string;
  /** Since when, in words. */
  readonly state: string;
  readonly instead: string;
  /** Words that a plan may call it by: lower case, letters and digits only. */
  readonly aliases: readonly string[];
  /** How types of its Terraform resources begin. */
  readonly types: readonly string[];
}

/**
 * Closed or closing to new customers (AWS, "AWS service availability updates", and the services' own user guides).
 * CodeCommit was closed in 2024 and is said to have been reopened since: a plan's source is a CodeConnections connection
 * in any case.
 */
export const CLOSED_SERVICES: readonly ClosedService[] = [
  {
    name: "AWS Systems Manager Incident Manager",
    state: "closed to new customers since 7 November 2025",
    instead: "OpsCenter OpsItems for tickets, and a channel of type `paging` for people on call",
    aliases: ["incidentmanager", "ssmincidents", "ssmcontacts"],
    types: ["aws_ssmincidents_", "aws_ssmcontacts_"],
  },
  {
    name: "Amazon Application Recovery Controller readiness checks",
    state: "closed to new customers",
    instead: "health checks and restore tests, which `requirements.recovery` generates",
    aliases: ["readinesschecks", "readinesscheck", "route53recoveryreadiness", "arcreadiness"],
    types: ["aws_route53recoveryreadiness_"],
  },
  {
    name: "AWS Audit Manager",
    state: "closed to new customers since 30 April 2026",
    instead: "conformance packs of AWS Config and Security Hub standards, which `requirements.compliance` generates",
    aliases: ["auditmanager"],
    types: ["aws_auditmanager_"],
  },
  {
    name: "AWS App Mesh",
    state: "closed to new customers; its support ended on 30 September 2026",
    instead: "ECS Service Connect, or `security.privateIngress` with kind vpc-lattice",
    aliases: ["appmesh"],
    types: ["aws_appmesh_"],
  },
  {
    name: "AWS CodeCommit",
    state: "closed to new customers since 2024",
    instead: "`delivery.source` with provider GitHub, GitLab or Bitbucket, by CodeConnections",
    aliases: ["codecommit"],
    types: ["aws_codecommit_"],
  },
  {
    name: "AWS Proton",
    state: "closed to new customers; its support ended on 7 October 2026",
    instead: "blueprints of opsplan, and `delivery` for pipelines",
    aliases: ["proton"],
    types: ["aws_proton_"],
  },
];

/** The closed service that a word means, however it is spaced and cased; undefined when it means none. */
export function closedServiceCalled(word: string): ClosedService | undefined {
  const bare = word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/^(aws|amazon)/, "");
  return CLOSED_SERVICES.find(({ aliases }) => aliases.includes(bare));
}

/** The closed service that a type of Terraform resource belongs to. */
export function closedServiceOf(type: string): ClosedService | undefined {
  return CLOSED_SERVICES.find(({ types }) => types.some((beginning) => type.startsWith(beginning)));
}
