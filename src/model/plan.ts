import type { DeliverableEntry, SuccessCriterionEntry } from "./catalogue/deliverables";
import type {
  FurtherTicket,
  FurtherTicketName,
  TicketName,
  TicketTrigger,
  TicketTriggerName,
} from "./catalogue/ticket-triggers";
import type { CellMember } from "./cells/cell-names";
import type { ServiceDeployment } from "./deployment";
import type { Recovery } from "./recovery";
import type { ComplexityLevel } from "./schema/initiative";
import type { DataStoreFile, PlanFile } from "./schema/plan-file";
import type { EXPERIMENTS } from "./schema/resilience";
import type { EXPOSURES, RUNTIMES, WARM_POOL_STATES } from "./schema/service";
import type { Severity } from "./severities";
import type { Slo } from "./slo";
import type { StackKind } from "./stack-kinds";
import type { Duration, Latency } from "./units/duration";
import type { Percentage } from "./units/percentage";

/**
 * One plan for one environment, with every default filled and every derivation made. Constructs and documents
 * read nothing else: they hold no default of their own.
 */
export interface Plan {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly version: string;
  readonly description: string | null;
  /** The blueprint the plan uses, or is; null for a plan that stands alone. */
  readonly blueprint: { readonly name: string; readonly version: string } | null;
  readonly environment: Environment;
  readonly initiative: Initiative;
  readonly requirements: PlanFile["requirements"];
  /** null when the plan names no users to carry. */
  readonly capacity: CapacityTarget | null;
  readonly network: Network;
  /** The network of the recovery region; null without one. */
  readonly recoveryNetwork: Network | null;
  readonly services: readonly Service[];
  readonly stores: readonly DataStore[];
  readonly edge: Edge;
  readonly delivery: Delivery;
  readonly observability: Observability;
  readonly incidents: PlanFile["incidents"];
  /** null when the plan sets no recovery objectives. */
  readonly recovery: Recovery | null;
  readonly resilience: Resilience;
  readonly security: Security;
  /** null when nothing moves here from elsewhere. */
  readonly migration: Migration | null;
  /** The specification's twelve triggers, then the further sources of tickets. */
  readonly tickets: readonly ResolvedTicketTrigger[];
  readonly furtherTickets: readonly ResolvedFurtherTicket[];
  /** Where tickets are worked on, beside OpsCenter, which keeps the record. */
  readonly ticketProvider: TicketProvider;
  readonly state: StateBackend;
  /** Values that were derived rather than written, with the reason, by path. */
  readonly decisions: readonly Decision[];
}

export interface Decision {
  /** Path in the plan file, members of named lists by name: `services.checkout.exposure`. */
  readonly path: string;
  readonly value: string;
  readonly reason: string;
}

export interface Environment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly recoveryRegion: string | null;
  /**
   * `recovery` in the plan of the recovery region's own resources, see `standbyPlan`: its names carry the word, so that
   * those which are global in an account never meet.
   */
  readonly site: "primary" | "recovery";
  readonly domain: string | null;
  readonly scale: "full" | "small";
}

export interface Initiative {
  readonly name: string;
  readonly timeline: Duration;
  readonly start: string | null;
  readonly complexity: ComplexityLevel;
  readonly phases: readonly Phase[];
  readonly coordination: PlanFile["initiative"]["coordination"];
}

export interface Phase {
  readonly name: string;
  readonly duration: Duration;
  /** Weeks count from 1 and include the last: a first phase of three weeks is 1 to 3. */
  readonly firstWeek: number;
  readonly lastWeek: number;
  /** ISO dates, when the initiative has a start. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly primaryAgents: readonly string[];
  readonly supportingAgents: readonly string[];
  readonly deliverables: readonly DeliverableEntry[];
  readonly successCriteria: readonly SuccessCriterionEntry[];
}

export type Network = ManagedNetwork | ExistingNetwork;

export interface ManagedNetwork {
  readonly kind: "managed";
  readonly cidr: string;
  /** Zone letters in order, one subnet of each tier in each: `["a", "b", "c"]`. Labels, not AWS zone names. */
  readonly zones: readonly ZoneSubnets[];
  readonly natGateways: "per-zone" | "single";
  readonly flowLogRetentionDays: number;
  readonly interfaceEndpoints: readonly string[];
  /** Ranges on the other side of connections that the network will have. */
  readonly peerCidrs: readonly string[];
  /** `strict` puts access control lists before the tiers, beside security groups. */
  readonly networkAcls: "default" | "strict";
  /** Domains that AWS Network Firewall lets out; null when everything may leave. */
  readonly egressDomains: readonly string[] | null;
}

export interface ZoneSubnets {
  readonly zone: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly isolatedCidr: string;
  /** null where nothing inspects what leaves: NAT stands in the public subnet then. */
  readonly inspection: InspectionSubnets | null;
}

/**
 * What leaves a zone passes the firewall first and NAT behind it. Each has a subnet of its own: routes back to the
 * firewall must not catch what the load balancer in the public subnet sends to its targets.
 */
export interface InspectionSubnets {
  readonly firewallCidr: string;
  readonly natCidr: string;
}

export interface ExistingNetwork {
  readonly kind: "existing";
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];
}

export interface Service extends CellMember {
  readonly name: string;
  readonly description: string | null;
  readonly runtime: (typeof RUNTIMES)[number];
  readonly image: string;
  readonly command: readonly string[];
  /** null when the service takes no requests. */
  readonly port: number | null;
  readonly exposure: (typeof EXPOSURES)[number];
  /** Path patterns of a public service; empty otherwise. */
  readonly routes: readonly string[];
  readonly health: { readonly path: string; readonly gracePeriod: Duration };
  readonly cpu: number;
  readonly memory: number;
  readonly instanceType: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly scaling: Scaling;
  readonly capacity: ServiceCapacity;
  readonly deployment: ServiceDeployment;
  readonly slos: readonly Slo[];
  readonly uses: readonly string[];
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly targetCpu: Percentage;
  readonly requestsPerTarget: number | null;
  readonly messagesPerTask: number | null;
  readonly predictive: boolean;
  readonly schedules: readonly {
    readonly name: string;
    readonly cron: string;
    readonly timezone: string;
    readonly min: number;
    readonly max: number;
  }[];
  /** null where instances start from nothing, and for tasks. */
  readonly warmPool: WarmPool | null;
}

/** Instances of a group that are prepared ahead. */
export interface WarmPool {
  readonly min: number;
  /** Instances in service and prepared ones together. */
  readonly max: number;
  readonly state: (typeof WARM_POOL_STATES)[number];
  /** Whether instances go back to the pool when the group scales in. */
  readonly reuse: boolean;
}

/** The users to carry, and how the load is reckoned. */
export interface CapacityTarget {
  readonly currentPeakUsers: number;
  /** Multiple of today's peak that is to be carried. */
  readonly growth: number;
  /** Per minute, of one concurrent user. */
  readonly requestsPerUser: number;
  /** Over a month, as a share of its peak. */
  readonly meanLoad: Percentage;
  /** Copies of services and stores between which users are divided; 1 for none but themselves. */
  readonly cells: number;
  readonly quotas: "watch" | "request";
  /** By quota code. */
  readonly grantedQuotas: Readonly<Record<string, number>>;
  /** USD, by names of the price table. */
  readonly prices: Readonly<Record<string, number>>;
}

export interface ServiceCapacity {
  /** Requests it gets for each request that users make. */
  readonly requestShare: number;
  /** What one task or instance carries at the service's target CPU; null when nobody has said. */
  readonly requestsPerSecond: number | null;
  readonly responseTime: Latency;
  /** Requests in work at once, per task or instance; null without a limit. */
  readonly concurrency: number | null;
  /** Per task or instance and database. */
  readonly connections: number;
  /** Mean, in KiB. */
  readonly responseSize: number;
  readonly source: "given" | "load-test";
}

export interface Resilience {
  /** None where nothing asks for them: neither a schedule nor a list. */
  readonly experiments: readonly (typeof EXPERIMENTS)[number][];
  /** Whether Fargate tasks carry the agent that experiments on their network need, see `hasFaultAgent`. */
  readonly taskAgents: boolean;
  /** null when nothing is rehearsed by itself. */
  readonly gameDays: { readonly cron: string; readonly timezone: string } | null;
  readonly loadTest: LoadTest | null;
}

export interface LoadTest {
  /** Public services, never empty. */
  readonly services: readonly string[];
  /** What is asked of each of them, by name; never empty. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Origin that requests go to, `https://shop.example.com`. */
  readonly target: string;
  readonly load: Percentage;
  readonly rampUp: Duration;
  readonly hold: Duration;
  /** null when it runs by hand only. */
  readonly schedule: { readonly cron: string; readonly timezone: string } | null;
}

/** A store with what the environment's scale decides filled in. */
export type DataStore = AuroraStore | RedisStore | DynamodbStore | SqsStore | S3Store;

type StoreOf<E extends DataStoreFile["engine"]> = Extract<DataStoreFile, { engine: E }> & CellMember;
export type AuroraStore = Omit<StoreOf<"aurora-postgresql">, "readers" | "pooler"> & {
  readonly readers: number;
  /** What services connect to. */
  readonly pooler: "rds-proxy" | "none";
};
export type RedisStore = StoreOf<"redis"> & { readonly replicas: number };
export type DynamodbStore = StoreOf<"dynamodb">;
export type SqsStore = StoreOf<"sqs">;
export type S3Store = StoreOf<"s3">;

export interface Edge extends Omit<PlanFile["edge"], "existing" | "originShield"> {
  /** Region of the cache before the origin; null without one. */
  readonly originShield: string | null;
  /** True when a domain and something to serve exist: only then is anything public. */
  readonly hasPublicEndpoint: boolean;
  readonly hostedZone: { readonly kind: "managed" } | { readonly kind: "existing"; readonly id: string };
  readonly certificate: { readonly kind: "managed" } | { readonly kind: "existing"; readonly arn: string };
  readonly cdnCertificate: { readonly kind: "managed" } | { readonly kind: "existing"; readonly arn: string };
}

export interface Delivery
  extends Omit<PlanFile["delivery"], "source" | "approval" | "canary" | "linear" | "bake" | "checks"> {
  readonly source: DeliverySource | null;
  /** Path of the plan file below the repository's root. */
  readonly planFile: string;
  readonly approval: boolean;
  /** The scheduled checks; null when they are switched off or there is no source to read. */
  readonly checks: DeliveryChecks | null;
}

/** Paths below the repository's root. */
export interface DeliveryChecks {
  /** The plan file. */
  readonly plan: string;
  /** Folder of this environment's documents. */
  readonly docs: string;
}

export interface DeliverySource {
  readonly repository: string;
  readonly branch: string;
  readonly provider: "GitHub" | "GitLab" | "Bitbucket";
  readonly connectionArn: string | null;
}

export interface Observability extends Omit<PlanFile["observability"], "logRetention"> {
  /** One of the periods CloudWatch Logs accepts. */
  readonly logRetentionDays: number;
}

export interface Security {
  /** Settings that an account has once per region: made here, or by somebody else. */
  readonly accountBaseline: "owned" | "existing";
  readonly guardDuty: boolean;
  readonly securityHub: boolean;
  readonly inspector: boolean;
  readonly macie: boolean;
  readonly passwordPolicy: boolean;
  readonly accessAnalyzer: boolean;
  readonly publicAccessBlock: boolean;
  readonly ebsEncryption: boolean;
  readonly cloudTrail: boolean;
  readonly configRules: boolean;
  /** Who records resources for the rules of AWS Config. */
  readonly configRecorder: "managed" | "existing";
  readonly trailRetentionDays: number;
  readonly auditLog: {
    readonly organizationTrail: boolean;
    /** Never null with an organisation trail. */
    readonly organizationId: string | null;
    readonly objectLock: "governance" | "compliance" | "none";
    /** ARNs of roles that may read audit logs; when there are any, everybody else is denied. */
    readonly readers: readonly string[];
  };
  readonly privateIngress: PlanFile["security"]["privateIngress"];
  /** Existing keys by purpose; null where one is created. */
  readonly keys: Readonly<Record<KeyPurpose, string | null>>;
  /** An existing bucket; null where one is created. */
  readonly logBucket: string | null;
}

export const KEY_PURPOSES = ["data", "logs", "messaging", "artifacts", "backup"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

export type Migration = NonNullable<PlanFile["migration"]>;
export type MigrationSource = Migration["sources"][number];
export type MigrationWave = Migration["waves"][number];

export interface ResolvedTicketTrigger extends Omit<TicketTrigger, "threshold" | "name"> {
  readonly name: TicketTriggerName;
  readonly enabled: boolean;
  readonly priority: Severity;
  readonly threshold: number | null;
}

export interface ResolvedFurtherTicket extends Omit<FurtherTicket, "name"> {
  readonly name: FurtherTicketName;
  readonly enabled: boolean;
}

/** A ticket system that hears of every ticket. `secret` is the ARN of a secret in the plan's region. */
export type TicketProvider =
  | { readonly kind: "opscenter" }
  | { readonly kind: "github"; readonly repository: string; readonly secret: string }
  | {
      readonly kind: "jira";
      readonly site: string;
      readonly project: string;
      readonly issueType: string;
      readonly secret: string;
    }
  | { readonly kind: "servicenow"; readonly instance: string; readonly table: string; readonly secret: string };

/** The percentage at which a trigger opens its ticket; it must be one that has a threshold. */
export function ticketThreshold({ tickets }: Pick<Plan, "tickets">, name: TicketTriggerName): number {
  const threshold = tickets.find((ticket) => ticket.name === name)?.threshold;
  if (threshold === undefined || threshold === null) throw new Error(`${name} has no threshold`);
  return threshold;
}

/** What a plan says of a ticket; undefined when it switches the ticket off. */
export function enabledTicket(
  plan: Pick<Plan, "tickets" | "furtherTickets">,
  name: TicketName,
): { readonly name: TicketName; readonly priority: Severity } | undefined {
  return [...plan.tickets, ...plan.furtherTickets].find((ticket) => ticket.name === name && ticket.enabled);
}

export type StateBackend =
  | { readonly kind: "local" }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly kmsKeyArn: string | null;
      /** Whether a stack of this plan makes the bucket, its key and the pipelines' roles. */
      readonly bootstrap: "owned" | "existing";
      /** Whether a stack of this plan makes GitHub's OIDC provider, of which an account has one. */
      readonly oidcProvider: "owned" | "existing";
    };

/** The name of a stack, which is also its folder: `<plan>-<environment>-<stack>`. */
export function stackName(plan: Plan, kind: StackKind): string {
  return `${plan.name}-${plan.environment.name}-${kind}`;
}
