import {
  type AlarmEvidence,
  type Evidence,
  GOLDEN_SIGNALS,
  type HandlesOf,
  type ResourceEvidence,
  type Role,
  type Subject,
} from "../../../src/evidence/evidence";
import type { Capability } from "../../../src/model/capabilities";
import { type Plan, stackName } from "../../../src/model/plan";
import { STACK_KINDS, type StackKind } from "../../../src/model/stack-kinds";
import { ownedState } from "../../../src/model/state-storage";

/** Evidence written by hand, so that these tests say what documents make of it and nothing about constructs. */
export function sampleEvidence(plan: Plan): Evidence {
  const resources = [
    ...foundation(plan),
    ...incident(plan),
    resource(plan, "observability", "aws_cloudwatch_dashboard.plan_dashboard", part("observability"), ["dashboard"], {
      role: "dashboard",
      handles: { name: `${plan.name}-${plan.environment.name}` },
    }),
    ...plan.services.flatMap((service) => serviceResources(plan, service.name, service.runtime)),
    ...plan.stores.flatMap((store) => storeResources(plan, store.name, store.engine)),
  ];
  const alarms = sampleAlarms(plan);
  // Nothing is to be bootstrapped where the plan does not own its state.
  const stacks = STACK_KINDS.filter((kind) => kind !== "bootstrap" || ownedState(plan) !== null).map((kind) => ({
    name: stackName(plan, kind),
    kind,
    cold: false,
    resources: resources.filter(({ stackKind }) => stackKind === kind).length,
    dependsOn: kind === "bootstrap" || kind === "foundation" ? [] : [stackName(plan, "foundation")],
  }));
  return { resources: [...resources, ...alarms.map((alarm) => alarmResource(alarm))], alarms, stacks };
}

/** The evidence without whatever claims a capability. */
export function without(evidence: Evidence, capability: Capability): Evidence {
  const resources = evidence.resources.filter(({ capabilities }) => !capabilities.includes(capability));
  return { ...evidence, resources };
}

export function resource<R extends Role>(
  plan: Plan,
  stackKind: StackKind,
  address: string,
  subject: Subject | null,
  capabilities: readonly Capability[],
  role: { readonly role: R; readonly handles: HandlesOf<R> } | null = null,
): ResourceEvidence {
  return {
    stack: stackName(plan, stackKind),
    stackKind,
    address,
    type: address.split(".")[0] ?? address,
    subject,
    capabilities,
    detects: [],
    role: role?.role ?? null,
    handles: role?.handles ?? {},
  };
}

export function sampleAlarm(
  plan: Plan,
  alarm: Partial<AlarmEvidence> & Pick<AlarmEvidence, "name" | "subject">,
): AlarmEvidence {
  return {
    stack: stackName(plan, "observability"),
    address: `aws_cloudwatch_metric_alarm.${alarm.name.replaceAll("-", "_")}`,
    region: plan.environment.region,
    watches: null,
    severity: "high",
    runbook: "service-errors",
    condition: "5xx answers above 1 % of requests over 5 minutes",
    signal: "errors",
    purpose: "notifies",
    kind: "metric",
    dashboard: `${plan.name}-${plan.environment.name}`,
    ticket: "alarm",
    slo: null,
    ...alarm,
  };
}

const part = (name: string): Subject => ({ kind: "plan", name });
const of = (name: string): Subject => ({ kind: "service", name });

function foundation(plan: Plan): readonly ResourceEvidence[] {
  const { region, domain } = plan.environment;
  return [
    resource(plan, "foundation", "aws_vpc.network", part("network"), ["network"]),
    resource(plan, "foundation", "aws_flow_log.network", part("network"), ["network-logging"]),
    resource(plan, "foundation", "aws_kms_key.data", part("encryption"), ["encryption-keys"], {
      role: "kms-key",
      handles: { alias: "alias/shop-data", region },
    }),
    resource(plan, "foundation", "aws_s3_bucket.artifacts", part("delivery"), ["artifact-storage"]),
    resource(plan, "foundation", "aws_acm_certificate.domain", part("dns"), ["tls-certificate"]),
    resource(plan, "security", "aws_guardduty_detector.guard_duty", part("security"), ["threat-detection"]),
    resource(plan, "security", "aws_accessanalyzer_analyzer.analyzer", part("security"), ["access-analysis"]),
    resource(plan, "security", "aws_s3_account_public_access_block.block", part("security"), ["public-access-block"]),
    resource(plan, "security", "aws_ebs_encryption_by_default.ebs", part("security"), ["encryption-default"]),
    resource(plan, "security", "aws_cloudtrail.trail", part("security"), ["audit-trail"], {
      role: "trail",
      handles: { name: "shop-trail" },
    }),
    resource(plan, "services", "aws_lb.balancer", part("edge"), ["load-balancing"], {
      role: "load-balancer",
      handles: { name: "alb-shop" },
    }),
    resource(plan, "edge", "aws_cloudfront_distribution.cdn", part("edge"), ["cdn"], {
      role: "cloudfront-distribution",
      handles: { alias: domain ?? "" },
    }),
    resource(plan, "edge", "aws_wafv2_web_acl.waf", part("edge"), ["web-application-firewall"], {
      role: "web-acl",
      handles: { name: "shop", scope: "CLOUDFRONT", region: "us-east-1" },
    }),
    resource(plan, "edge", "aws_route53_health_check.check", part("edge"), ["health-check"], {
      role: "health-check",
      handles: { name: "shop", domain: domain ?? "" },
    }),
  ];
}

function incident(plan: Plan): readonly ResourceEvidence[] {
  const topics = (["critical", "high", "medium", "low"] as const).map((severity) =>
    resource(plan, "incident", `aws_sns_topic.${severity}`, part("incident"), ["incident-notification"], {
      role: "incident-topic",
      handles: { name: `shop-${severity}`, severity, region: plan.environment.region },
    }),
  );
  return [
    ...topics,
    resource(plan, "incident", "aws_sfn_state_machine.escalation", part("incident"), ["incident-escalation"], {
      role: "escalation-state-machine",
      handles: { name: "shop-escalation" },
    }),
    resource(plan, "incident", "aws_cloudwatch_event_rule.pipeline_failed", part("incident"), [
      "deployment-event",
      "event-notification",
    ]),
  ];
}

function serviceResources(plan: Plan, name: string, runtime: string): readonly ResourceEvidence[] {
  const aws = `shop-${name}`;
  return [
    ...(runtime === "ec2-asg" ? instances(plan, name) : tasks(plan, name)),
    resource(plan, "services", `aws_lb_target_group.${name}`, of(name), ["load-balancing"], {
      role: "target-group",
      handles: { name: aws },
    }),
    resource(plan, "services", `aws_cloudwatch_log_group.${name}`, of(name), ["log-retention"], {
      role: "log-group",
      handles: { name: `/opsplan/shop/${name}` },
    }),
    resource(plan, "observability", `aws_cloudwatch_log_metric_filter.${name}`, of(name), ["log-metric"]),
    resource(plan, "observability", `aws_cloudwatch_dashboard.${name}`, of(name), ["dashboard"], {
      role: "dashboard",
      handles: { name: aws },
    }),
    resource(plan, "delivery", `aws_codepipeline.${name}`, of(name), ["pipeline"], {
      role: "pipeline",
      handles: { name: aws },
    }),
    resource(plan, "delivery", `aws_codebuild_project.${name}`, of(name), ["automated-test", "image-scan"], {
      role: "build-project",
      handles: { name: `${aws}-test` },
    }),
  ];
}

function tasks(plan: Plan, name: string): readonly ResourceEvidence[] {
  const handles = { cluster: "shop", service: `shop-${name}`, taskFamily: `shop-${name}`, container: name };
  return [
    resource(plan, "services", `aws_ecs_service.${name}`, of(name), ["compute", "deployment-rollback"], {
      role: "ecs-service",
      handles,
    }),
    resource(plan, "services", `aws_appautoscaling_target.${name}`, of(name), ["auto-scaling"], {
      role: "scaling-target",
      handles: { resourceId: `service/shop/shop-${name}`, dimension: "ecs:service:DesiredCount", namespace: "ecs" },
    }),
  ];
}

function instances(plan: Plan, name: string): readonly ResourceEvidence[] {
  return [
    resource(plan, "services", `aws_autoscaling_group.${name}`, of(name), ["compute", "auto-scaling"], {
      role: "auto-scaling-group",
      handles: { group: `shop-${name}` },
    }),
    resource(plan, "delivery", `aws_codedeploy_deployment_group.${name}`, of(name), ["deployment-rollback"], {
      role: "deployment-group",
      handles: { application: `shop-${name}`, group: `shop-${name}` },
    }),
  ];
}

function storeResources(plan: Plan, name: string, engine: string): readonly ResourceEvidence[] {
  const subject: Subject = { kind: "store", name };
  const aws = `shop-${name}`;
  switch (engine) {
    case "aurora-postgresql":
      return [
        resource(plan, "data", `aws_rds_cluster.${name}`, subject, ["database", "backup", "performance-insights"], {
          role: "aurora-cluster",
          handles: { cluster: aws, database: name },
        }),
        ...["reader-1", "writer"].map((member) =>
          resource(plan, "data", `aws_rds_cluster_instance.${name}_${member}`, subject, ["database"], {
            role: "aurora-instance",
            handles: { instance: `${aws}-${member}` },
          }),
        ),
      ];
    case "redis":
      return [
        resource(plan, "data", `aws_elasticache_replication_group.${name}`, subject, ["cache", "backup"], {
          role: "redis-group",
          handles: { group: aws },
        }),
      ];
    case "dynamodb":
      return [
        resource(plan, "data", `aws_dynamodb_table.${name}`, subject, ["table", "backup"], {
          role: "dynamodb-table",
          handles: { table: aws },
        }),
      ];
    case "s3":
      return [
        resource(plan, "data", `aws_s3_bucket.${name}`, subject, ["object-storage"], {
          role: "s3-store",
          handles: { bucket: aws },
        }),
      ];
    default:
      return [
        resource(plan, "data", `aws_sqs_queue.${name}`, subject, ["queue"], {
          role: "sqs-queue",
          handles: { queue: aws },
        }),
        resource(plan, "data", `aws_sqs_queue.${name}_dead_letters`, subject, ["queue"], {
          role: "sqs-dead-letter-queue",
          handles: { queue: `${aws}-dead-letters` },
        }),
      ];
  }
}

function sampleAlarms(plan: Plan): readonly AlarmEvidence[] {
  const { services, stores } = plan;
  const alarm = (subject: Subject, words: string, more: Partial<AlarmEvidence>) =>
    sampleAlarm(plan, { name: `shop-${subject.name}-${words}`, subject, ...more });
  return [
    ...services.flatMap(({ name }) => [
      alarm(of(name), "error-rate", { severity: "critical" }),
      alarm(of(name), "latency", { runbook: "service-latency", signal: "latency" }),
      alarm(of(name), "traffic", { runbook: "service-traffic", signal: "traffic", severity: "medium" }),
      alarm(of(name), "cpu", { runbook: "service-saturation", signal: "saturation", severity: "medium" }),
      alarm(of(name), "limit", { runbook: "service-capacity", signal: "saturation", severity: "medium" }),
      alarm(of(name), "deployment", { runbook: "deployment-failure", signal: null, purpose: "deployment" }),
    ]),
    ...stores.flatMap(({ name, engine }) => {
      const subject: Subject = { kind: "store", name };
      const runbook = STORE_RUNBOOKS[engine];
      return GOLDEN_SIGNALS.map((signal) => alarm(subject, signal, { runbook, signal }));
    }),
    ...EDGE_SIGNALS.map(([watches, signal]) =>
      alarm(part("edge"), `${watches}-${signal}`, { watches, signal, runbook: "edge-health", severity: "low" }),
    ),
    alarm(part("edge"), "down", {
      watches: "health-check",
      runbook: "edge-health",
      severity: "critical",
      region: "us-east-1",
    }),
  ];
}

const EDGE_SIGNALS = [
  ["cloudfront-distribution", "latency"],
  ["cloudfront-distribution", "traffic"],
  ["cloudfront-distribution", "errors"],
  ["web-acl", "traffic"],
  ["load-balancer", "latency"],
  ["load-balancer", "traffic"],
  ["load-balancer", "errors"],
  ["load-balancer", "saturation"],
] as const;

const STORE_RUNBOOKS = {
  "aurora-postgresql": "database-saturation",
  redis: "cache-saturation",
  dynamodb: "table-throttling",
  sqs: "dead-letter-queue",
  s3: "bucket-errors",
} as const;

const CAPABILITIES: Readonly<Partial<Record<AlarmEvidence["runbook"], readonly Capability[]>>> = {
  "service-traffic": ["golden-signal-alarm", "baseline"],
  "service-capacity": ["golden-signal-alarm", "capacity-alarm"],
  "deployment-failure": ["deployment-alarm"],
};

function alarmResource({ stack, address, subject, runbook }: AlarmEvidence): ResourceEvidence {
  return {
    stack,
    stackKind: "observability",
    address,
    type: "aws_cloudwatch_metric_alarm",
    subject,
    capabilities: CAPABILITIES[runbook] ?? ["golden-signal-alarm"],
    detects: [],
    role: null,
    handles: {},
  };
}
