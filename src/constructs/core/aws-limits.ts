import { DefaultTokenResolver, StringConcat, TerraformResource, type TerraformStack, Tokenization } from "cdktf";
import { deployedSize } from "./deployed-size";
import { INLINE_POLICIES_SIZE, MANAGED_POLICY_SIZE } from "./role-policy";

/** Something that AWS would refuse for its size. */
export interface Excess {
  readonly stack: string;
  /** Of a resource, or of the role that several belong to. */
  readonly address: string;
  /** What there is too much of: `bytes of an Automation document`. */
  readonly unit: string;
  readonly count: number;
  readonly most: number;
}

type Attributes = Readonly<Record<string, unknown>>;
type Figure = Pick<Excess, "unit" | "count" | "most">;
type Measure = (attributes: Attributes) => readonly Figure[];

/** Limits of single resources, each from the service's quotas or API reference, in the text named beside it. */
const MEASURES: Readonly<Record<string, Measure>> = {
  // Systems Manager quotas: 64 KB.
  aws_ssm_document: text("content", "bytes of an Automation document", 65_536),
  // A standard parameter (PutParameter).
  aws_ssm_parameter: text("value", "bytes of a parameter", 4096),
  // IAM quotas; white space does not count, and is none.
  aws_iam_policy: text("policy", "characters of a managed policy", MANAGED_POLICY_SIZE),
  aws_iam_role: text("assume_role_policy", "characters of a trust policy", 2048),
  // Step Functions quotas: 1 MB.
  aws_sfn_state_machine: text("definition", "bytes of a state machine's definition", 1_048_576),
  // S3 user guide, "Policies and permissions in Amazon S3": 20 KB.
  aws_s3_bucket_policy: text("policy", "bytes of a bucket policy", 20_480),
  // KMS quotas: 32 KB.
  aws_kms_key: text("policy", "bytes of a key policy", 32_768),
  aws_kms_replica_key: text("policy", "bytes of a key policy", 32_768),
  // EventBridge quotas.
  aws_cloudwatch_event_rule: text("event_pattern", "characters of an event pattern", 2048),
  // SNS API reference, SetTopicAttributes: 30 KB; SQS developer guide, policy quotas.
  aws_sns_topic_policy: text("policy", "bytes of a topic policy", 30_720),
  aws_sqs_queue_policy: text("policy", "bytes of a queue policy", 8192),
  // CloudWatch Logs API reference, PutResourcePolicy.
  aws_cloudwatch_log_resource_policy: text("policy_document", "characters of a log resource policy", 5120),
  // VPC quotas.
  aws_vpc_endpoint: text("policy", "characters of an endpoint policy", 20_480),
  // PutConformancePack, and AWS Config's service limits.
  aws_config_conformance_pack: both(
    text("template_body", "bytes of a conformance pack", 51_200),
    ({ template_body: body }) => [
      { unit: "rules of a conformance pack", count: occurrences(body, "AWS::Config::ConfigRule"), most: 130 },
    ],
  ),
  // Route 53 API reference, HealthCheckConfig.
  aws_route53_health_check: list("child_healthchecks", "health checks below a calculated one", 255),
  // FIS quotas.
  aws_fis_experiment_template: both(
    list("stop_condition", "stop conditions of an experiment template", 5),
    ({ target }) =>
      items(target).map((one) => ({
        unit: "ARNs of an experiment's target",
        count: items((one as Attributes).resource_arns).length,
        most: 5,
      })),
  ),
};

/** How many of a kind a stack may hold: experiment templates of an account (FIS quotas), and groups of one balancer. */
const COUNTS: Readonly<Record<string, Omit<Figure, "count">>> = {
  aws_fis_experiment_template: { unit: "experiment templates", most: 500 },
  // Elastic Load Balancing quotas of Application Load Balancers; this one cannot be raised.
  aws_lb_target_group: { unit: "target groups of a load balancer", most: 100 },
};

/** IAM quotas: inline policies of a role in all, and managed policies attached to it. */
const OF_ROLES: Readonly<Record<string, (attributes: Attributes) => Figure>> = {
  aws_iam_role_policy: ({ policy }) => ({
    unit: "characters of a role's inline policies",
    count: size(policy),
    most: INLINE_POLICIES_SIZE,
  }),
  aws_iam_role_policy_attachment: () => ({ unit: "managed policies of a role", count: 1, most: 10 }),
};

/**
 * What of a stack AWS would refuse for its size. A plan may have so many services and stores that something passes a
 * limit; it is told so instead of finding out when it is applied, half of it standing. References between stacks must
 * have been prepared.
 */
export function excesses(stack: TerraformStack): readonly Excess[] {
  const figures: Excess[] = [];
  const totals = new Map<string, Excess>();
  const add = (address: string, figure: Figure) => {
    const key = `${address} ${figure.unit}`;
    const count = figure.count + (totals.get(key)?.count ?? 0);
    totals.set(key, { ...figure, stack: stack.node.id, address, count });
  };
  for (const resource of stack.node.findAll().filter(TerraformResource.isTerraformResource)) {
    const type = resource.terraformResourceType;
    const counted = COUNTS[type];
    if (counted !== undefined) add(type, { ...counted, count: 1 });
    const measure = MEASURES[type];
    const ofRole = OF_ROLES[type];
    if (measure === undefined && ofRole === undefined) continue;
    const attributes = attributesOf(resource);
    const address = `${type}.${resource.friendlyUniqueId}`;
    for (const figure of measure?.(attributes) ?? []) figures.push({ ...figure, stack: stack.node.id, address });
    if (ofRole !== undefined) add(roleAddress(attributes.role), ofRole(attributes));
  }
  return [...figures, ...totals.values()].filter(({ count, most }) => count > most);
}

function attributesOf(resource: TerraformResource): Attributes {
  const { resource: byType } = Tokenization.resolve(resource.toTerraform(), {
    scope: resource,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  return byType[resource.terraformResourceType][resource.friendlyUniqueId];
}

/** `aws_iam_role.x` of `${aws_iam_role.x.name}`; a name that is written out is as good. */
function roleAddress(role: unknown): string {
  return String(role).replace(/^\$\{(.*)\.(name|id)\}$/, "$1");
}

function text(attribute: string, unit: string, most: number): Measure {
  return (attributes) => [{ unit, count: size(attributes[attribute]), most }];
}

function list(attribute: string, unit: string, most: number): Measure {
  return (attributes) => [{ unit, count: items(attributes[attribute]).length, most }];
}

function both(...measures: readonly Measure[]): Measure {
  return (attributes) => measures.flatMap((measure) => measure(attributes));
}

function size(value: unknown): number {
  return typeof value === "string" ? deployedSize(value) : 0;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function occurrences(value: unknown, word: string): number {
  return typeof value === "string" ? value.split(word).length - 1 : 0;
}
