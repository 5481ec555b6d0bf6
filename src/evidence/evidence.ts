import type { Capability } from "../model/capabilities";
import type { AlarmRunbook } from "../model/catalogue/runbooks";
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
  /** The role among the subject's resources that documents look it up by: `service`, `log-group`; see `Role`. */
  readonly role: Role | null;
}

/** Roles that documents name. Each pairs with the handles listed beside it. */
export const ROLES = {
  /** vpc: `name` (tag). */
  vpc: ["name"],
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
  /** Redis replication group: `group`. */
  "redis-group": ["group"],
  /** DynamoDB table: `table`. */
  "dynamodb-table": ["table"],
  /** SQS queue and its dead-letter queue: `queue`. */
  "sqs-queue": ["queue"],
  "sqs-dead-letter-queue": ["queue"],
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
  /** CodePipeline pipeline: `name`. */
  pipeline: ["name"],
  /** CodeBuild project: `name`. */
  "build-project": ["name"],
  /** CodeDeploy deployment group of an `ec2-asg` service: `application`, `group`. */
  "deployment-group": ["application", "group"],
  /** ECR repository: `name`. */
  "image-repository": ["name"],
  /** S3 bucket: `purpose` (logs, artifacts); `name` where it is known before apply. */
  bucket: ["purpose", "name"],
  /** KMS key: `alias`, `region`. */
  "kms-key": ["alias", "region"],
  /** CloudTrail trail: `name`. */
  trail: ["name"],
  /** Application Auto Scaling target: `resourceId`, `dimension`, `namespace`. */
  "scaling-target": ["resourceId", "dimension", "namespace"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Role = keyof typeof ROLES;

export type HandlesOf<R extends Role> = Readonly<Record<(typeof ROLES)[R][number], string>>;

/** One CloudWatch alarm. */
export interface AlarmEvidence {
  readonly stack: string;
  readonly address: string;
  /** The alarm's name in CloudWatch. */
  readonly name: string;
  readonly region: string;
  readonly subject: Subject;
  readonly severity: Severity;
  readonly runbook: AlarmRunbook;
  /** What it watches, in words: `5xx answers above 1 % over 5 minutes`. */
  readonly condition: string;
  /** Which golden signal it covers; null for alarms beside them. */
  readonly signal: GoldenSignal | null;
  /** `notifies` an incident topic, or `deployment` when it only stops a deployment. */
  readonly purpose: "notifies" | "deployment";
}

export type GoldenSignal = "latency" | "traffic" | "errors" | "saturation";

/** Everything the construct tree of one plan and environment really provides. */
export interface Evidence {
  readonly resources: readonly ResourceEvidence[];
  readonly alarms: readonly AlarmEvidence[];
  readonly stacks: readonly StackEvidence[];
}

export interface StackEvidence {
  readonly name: string;
  readonly kind: StackKind;
  readonly resources: number;
  /** Names of the stacks whose outputs it reads: they apply first. */
  readonly dependsOn: readonly string[];
}
