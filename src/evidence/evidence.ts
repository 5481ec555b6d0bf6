import type { Capability } from "../model/capabilities";
import type { AlarmRunbook } from "../model/catalogue/runbooks";
import type { TicketName } from "../model/catalogue/ticket-triggers";
import type { Severity } from "../model/severities";
import type { StackKind } from "../model/stack-kinds";

/** What a resource is part of: a service or store of the plan, or one of the plan's own parts. */
export interface Subject {
  readonly kind: "service" | "store" | "plan";
  /** Name in the plan; for `plan` the part, such as `edge` or `network`. */
  readonly name: string;
}

/** One Terraform resource of the construct tree. */
export interface ResourceEvidence {
  readonly stack: string;
  readonly stackKind: StackKind;
  /** Terraform address inside its stack: `aws_ecs_service.checkout_service`. */
  readonly address: string;
  /** Terraform type: `aws_ecs_service`. */
  readonly type: string;
  readonly subject: Subject | null;
  readonly capabilities: readonly Capability[];
  /**
   * What commands and queries call the resource by, in the tool's own words, known before anything is applied:
   * `{ cluster: "shop-production", service: "shop-production-checkout" }`.
   */
  readonly handles: Readonly<Record<string, string>>;
  /** Tickets that the resource opens by itself; alarms tell theirs in {@link AlarmEvidence.ticket}. */
  readonly detects: readonly TicketName[];
  /** The role among the subject's resources that documents look it up by: `service`, `log-group`; see `Role`. */
  readonly role: Role | null;
}

/** Roles that documents name. Each pairs with the handles listed beside it. */
export const ROLES = {
  /** vpc: `name` (tag). */
  vpc: ["name"],
  /** Network Firewall before NAT: `name`. */
  "egress-firewall": ["name"],
  /** Private way in to a service: `service`, `kind` (verified-access, vpc-lattice), `address` (domain, or service name). */
  "private-ingress": ["service", "kind", "address"],
  /** Verified Access trust provider that signs users in by OIDC: `name` (tag), `secret` (ARN). */
  "oidc-trust-provider": ["name", "secret"],
  /** ECS cluster: `cluster`. */
  "ecs-cluster": ["cluster"],
  /** ECS service: `cluster`, `service`, `taskFamily`, `container`. */
  "ecs-service": ["cluster", "service", "taskFamily", "container"],
  /** Auto Scaling group: `group`. */
  "auto-scaling-group": ["group"],
  /** Load balancer: `name`. */
  "load-balancer": ["name"],
  /** Target group: `name`. */
  "target-group": ["name"],
  /** Log group: `name`. */
  "log-group": ["name"],
  /** Aurora cluster: `cluster`, `database`; its reader and writer instances: `instance`. */
  "aurora-cluster": ["cluster", "database"],
  "aurora-instance": ["instance"],
  /** RDS Proxy before an Aurora cluster: `proxy`. */
  "database-proxy": ["proxy"],
  /** Redis replication group: `group`. */
  "redis-group": ["group"],
  /** DynamoDB table: `table`. */
  "dynamodb-table": ["table"],
  /** SQS queue and its dead-letter queue: `queue`. */
  "sqs-queue": ["queue"],
  "sqs-dead-letter-queue": ["queue"],
  /** SSM parameter that tells a queue's producers to hold back: `parameter`. */
  "back-pressure-parameter": ["parameter"],
  /** CloudFront distribution: `alias` (its domain). */
  "cloudfront-distribution": ["alias"],
  /** WAF web ACL: `name`, `scope` (CLOUDFRONT or REGIONAL), `region`. */
  "web-acl": ["name", "scope", "region"],
  /** Route 53 health check: `name` (tag), `domain`. */
  "health-check": ["name", "domain"],
  /** CloudWatch dashboard: `name`. */
  dashboard: ["name"],
  /** SNS topic: `name`, `severity`, `region`. */
  "incident-topic": ["name", "severity", "region"],
  /** Step Functions state machine of the escalation: `name`. */
  "escalation-state-machine": ["name"],
  /** Step Functions state machine that records SLOs of a service: `name`, `region`. */
  "slo-recorder": ["name", "region"],
  /** Step Functions state machine that forecasts what runs out: `name`, `region`. */
  "forecast-recorder": ["name", "region"],
  /**
   * Alarm on a forecast: `resource`, `words` and `limitWords` for people, `limit` in the metric's unit, `limitKey` of
   * the plan (empty where AWS sets the limit), `figure` that stands for a day, and `queries` that read it, as JSON.
   */
  forecast: ["resource", "words", "limit", "limitWords", "limitKey", "figure", "queries"],
  /** CloudWatch Synthetics canary of an SLO: `name`, `slo`. */
  canary: ["name", "slo"],
  /** Alarm that is on during a maintenance window of an SLO: `name`, `slo`, `region`. */
  "maintenance-alarm": ["name", "slo", "region"],
  /** Step Functions state machine that opens tickets: `name`. */
  "ticket-state-machine": ["name"],
  /** Step Functions state machine that times the answer to an alarm: `name`, `region`. */
  "response-time-state-machine": ["name", "region"],
  /** Systems Manager Automation document: `name`, `operation` (restart, scale-out, …). */
  "automation-document": ["name", "operation"],
  /** CodeBuild project of the scheduled checks: `name`. */
  "operational-checks": ["name"],
  /** AWS Config rule: `name`. */
  "config-rule": ["name"],
  /** CodePipeline pipeline: `name`. */
  pipeline: ["name"],
  /** CodeBuild project: `name`. */
  "build-project": ["name"],
  /** Lambda function that validates new versions: `name`, `logGroup`. */
  "validation-function": ["name", "logGroup"],
  /** CodeDeploy deployment group of an `ec2-asg` service: `application`, `group`. */
  "deployment-group": ["application", "group"],
  /** ECR repository: `name`. */
  "image-repository": ["name"],
  /** The same in the recovery region: `name`, `region`. */
  "standby-image-repository": ["name", "region"],
  /** S3 store: `bucket`. */
  "s3-store": ["bucket"],
  /** AWS Backup vault: `name`, `region`. */
  "backup-vault": ["name", "region"],
  /** AWS Backup plan: `name`. */
  "backup-plan": ["name"],
  /** Restore testing plan: `name`. */
  "restore-testing-plan": ["name"],
  /** Secret of a database's master user that the plan keeps and rotates itself: `secret` (its name). */
  "master-secret": ["secret"],
  /** Role that AWS Backup acts with: `name`, `purpose` (backup, restore, restore-test). */
  "backup-role": ["name", "purpose"],
  /** Step Functions state machine that validates restored backups: `name`. */
  "restore-validation-state-machine": ["name"],
  /** Aurora global database: `globalCluster`. */
  "aurora-global-cluster": ["globalCluster"],
  /** Health check that is unhealthy when the plan's region has failed: `name` (tag). */
  "region-health-check": ["name"],
  /** Failover switch: the metric that turns traffic to the recovery region: `namespace`, `metric`, `region`. */
  "failover-switch": ["namespace", "metric", "region"],
  /** Automation document that fails over or back to another region: `name`, `region`, `operation`. */
  "region-failover-document": ["name", "region", "operation"],
  /**
   * FIS experiment template: `name` (tag), `region`, `failure` (what fails and what must hold, a sentence), `stops` (names
   * of its stop alarms, separated by commas).
   */
  "experiment-template": ["name", "region", "failure", "stops"],
  /** CodeBuild project of the load test: `name`. */
  "load-test": ["name"],
  /** Global Accelerator: `name`. */
  accelerator: ["name"],
  /**
   * Conformance pack of AWS Config: `name`, `standard`, and `rules`, the identifiers of its rules separated by commas.
   */
  "conformance-pack": ["name", "standard", "rules"],
  /** IAM policy for auditors' roles: `name`. */
  "audit-reader-policy": ["name"],
  /** Network link of the migration: `name` (tag), `kind`. */
  "migration-link": ["name", "kind"],
  /** DMS Serverless replication: `config` (its identifier), `source`, `direction` (forward, back). */
  "database-replication": ["config", "source", "direction"],
  /** Secret of the database user that DMS replicates as: `secret` (its name), `username`, `store`. */
  "replication-user": ["secret", "username", "store"],
  /** DataSync task: `name`, `source`, `store`. */
  "file-transfer": ["name", "source", "store"],
  /** Athena named query over audit logs: `name`, `workgroup`. */
  "audit-query": ["name", "workgroup"],
  /** S3 bucket: `purpose` (logs, artifacts, audit, audit-results); `name` where it is known before apply. */
  bucket: ["purpose", "name"],
  /** KMS key: `alias`, `region`. */
  "kms-key": ["alias", "region"],
  /** S3 bucket of Terraform's state: `name`, `region`. */
  "state-bucket": ["name", "region"],
  /** Role that a workflow on GitHub assumes: `name`, `purpose` (plan, apply). */
  "pipeline-role": ["name", "purpose"],
  /** CloudTrail trail: `name`. */
  trail: ["name"],
  /** Budget of AWS Budgets: `name`. */
  budget: ["name"],
  /** Monitor of AWS Cost Anomaly Detection: `subscription`, the name of what tells of its findings. */
  "anomaly-monitor": ["subscription"],
  /** Application Auto Scaling target: `resourceId`, `dimension`, `namespace`. */
  "scaling-target": ["resourceId", "dimension", "namespace"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Role = keyof typeof ROLES;

export type HandlesOf<R extends Role> = Readonly<Record<(typeof ROLES)[R][number], string>>;

/** One CloudWatch alarm that is there before a disaster. */
export interface AlarmEvidence {
  readonly stack: string;
  readonly address: string;
  /** The alarm's name in CloudWatch. */
  readonly name: string;
  readonly region: string;
  readonly subject: Subject;
  /** The one resource of its subject that it watches, by role: `web-acl` of the edge; null where it is all of it. */
  readonly watches: Role | null;
  readonly severity: Severity;
  readonly runbook: AlarmRunbook;
  /** What it watches, in words: `5xx answers above 1 % over 5 minutes`. */
  readonly condition: string;
  /** Which golden signal it covers; null for alarms beside them. */
  readonly signal: GoldenSignal | null;
  /**
   * `notifies` an incident topic; `deployment` when it only stops a deployment; `window` is one window of a burn-rate
   * alarm, which decides together with another; `view` is one of those that Route 53 reads to tell whether the region
   * serves; `maintenance` silences burn-rate alarms while it is on.
   */
  readonly purpose: "notifies" | "deployment" | "window" | "view" | "maintenance";
  readonly kind: "metric" | "composite";
  /** The dashboard that its description links to. */
  readonly dashboard: string;
  /**
   * The ticket it opens when it goes off; `alarm` for a ticket of its own, without one of the specification's triggers;
   * null for an alarm that notifies nobody.
   */
  readonly ticket: TicketName | "alarm" | null;
  /** The objective that a burn-rate alarm or one of its windows watches, and the tier's name. */
  readonly slo: { readonly name: string; readonly tier: string } | null;
}

/** The four golden signals (Site Reliability Engineering, chapter 6), in its order. */
export const GOLDEN_SIGNALS = ["latency", "traffic", "errors", "saturation"] as const;

export type GoldenSignal = (typeof GOLDEN_SIGNALS)[number];

/** Everything the construct tree of one plan and environment really provides. */
export interface Evidence {
  readonly resources: readonly ResourceEvidence[];
  readonly alarms: readonly AlarmEvidence[];
  readonly stacks: readonly StackEvidence[];
}

export interface StackEvidence {
  readonly name: string;
  readonly kind: StackKind;
  /** True for the standby of backup and restore: applied only when the region is lost. */
  readonly cold: boolean;
  readonly resources: number;
  /** Names of the stacks whose outputs it reads: they apply first. */
  readonly dependsOn: readonly string[];
}
