import type { Json } from "../../support/data-incident-stacks";
import { RECOVERY_REGION, recoveringPlan, synthRegionFailover } from "../../support/failover-stacks";

const PLAN = "ecommerce-operational-excellence";
const NAMESPACE = `opsplan/${PLAN}/production/failover`;

const noCdn = (tree: Json) => {
  tree.edge.cdn = false;
};
const automated = synthRegionFailover(recoveringPlan(noCdn));

const policyOf = (address: string, stack = automated): Json[] => JSON.parse(stack.at(address).policy).Statement;

describe("the failover switch", () => {
  it("is a metric of the recovery region whose alarm stays as it was put", () => {
    const alarm = automated.at("aws_cloudwatch_metric_alarm.failover_switch_alarm");
    expect(alarm).toMatchObject({
      namespace: NAMESPACE,
      metric_name: "TrafficSwitch",
      statistic: "Maximum",
      period: 60,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "ignore",
    });
    expect(alarm.dimensions).toBeUndefined();
    expect(alarm.alarm_actions).toEqual([`arn:aws:sns:${RECOVERY_REGION}:111122223333:high`]);
  });

  it("makes a health check unhealthy, which keeps what it last saw", () => {
    expect(automated.at("aws_route53_health_check.failover_switch_health_check")).toMatchObject({
      type: "CLOUDWATCH_METRIC",
      cloudwatch_alarm_region: RECOVERY_REGION,
      insufficient_data_health_status: "LastKnownStatus",
    });
    expect(automated.outputs.switchHealthCheckId).toMatch(/^\$\{/);
    expect(automated.evidence.resources.find(({ role }) => role === "failover-switch")).toMatchObject({
      capabilities: ["failover"],
      handles: { namespace: NAMESPACE, metric: "TrafficSwitch", region: RECOVERY_REGION },
    });
  });

  it("is not there where no records are switched", () => {
    const accelerated = synthRegionFailover(
      recoveringPlan((tree) => {
        tree.requirements.recovery = { rpo: "0s", rto: "0s", failover: "automated" };
      }),
    );
    expect(accelerated.outputs.switchHealthCheckId).toBeNull();
    expect(accelerated.all("aws_route53_health_check")).toEqual({});
  });
});

describe("the trigger", () => {
  it("hears the alarm on the region, and starts the document without force", () => {
    const pattern = JSON.parse(automated.at("aws_cloudwatch_event_rule.failover_trigger_rule").event_pattern);
    expect(pattern).toEqual({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      account: ["111122223333"],
      resources: [`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${PLAN}-production-failover-region-down`],
      detail: { state: { value: ["ALARM"] } },
    });
    const target = automated.at("aws_cloudwatch_event_target.failover_trigger_target");
    expect(target.arn).toMatch(/^arn:aws:ssm:eu-central-1:111122223333:automation-definition\/.*:\$DEFAULT$/);
    expect(JSON.parse(target.input)).toEqual({ Mode: ["unplanned"], Force: ["no"] });
    expect(target.dead_letter_config.arn).toContain("aws_sqs_queue.failover_trigger_undelivered_queue");
  });

  it("may start this document and pass this role only", () => {
    const [start, pass] = policyOf("aws_iam_role_policy.failover_trigger_policy");
    expect(start?.Action).toBe("ssm:StartAutomationExecution");
    expect(start?.Resource).not.toContain("*");
    expect(pass).toMatchObject({
      Action: "iam:PassRole",
      Resource: expect.stringContaining("aws_iam_role.failover_role"),
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    });
  });

  it("alarms when it breaks, or has not been heard for a quarter of an hour", () => {
    expect(automated.at("aws_cloudwatch_metric_alarm.failover_pulse_alarm")).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "NumberOfMessagesSent",
      period: 300,
      evaluation_periods: 3,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
      alarm_actions: [`arn:aws:sns:${RECOVERY_REGION}:111122223333:high`],
    });
    expect(automated.at("aws_cloudwatch_metric_alarm.failover_trigger_rule_failures").metric_name).toBe(
      "FailedInvocations",
    );
    expect(automated.at("aws_cloudwatch_metric_alarm.failover_trigger_undelivered_events").metric_name).toBe(
      "ApproximateNumberOfMessagesVisible",
    );
  });

  it("takes five minutes of silence for the loss of us-east-1, whose own metrics go with it", () => {
    const there = synthRegionFailover(
      recoveringPlan((tree) => {
        tree.environments.production.region = "us-east-1";
      }),
    );
    const pattern = JSON.parse(there.at("aws_cloudwatch_event_rule.failover_trigger_rule").event_pattern);
    expect(pattern.resources).toEqual([
      `arn:aws:cloudwatch:us-east-1:111122223333:alarm:${PLAN}-production-failover-region-down`,
      `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${PLAN}-production-failover-trigger-silent`,
    ]);
    expect(there.at("aws_cloudwatch_metric_alarm.failover_pulse_alarm")).toMatchObject({
      period: 60,
      evaluation_periods: 5,
      alarm_actions: [`arn:aws:sns:${RECOVERY_REGION}:111122223333:critical`],
    });
  });

  it("needs no path, and so no signs of life, where us-east-1 is the recovery region", () => {
    const there = synthRegionFailover(
      recoveringPlan((tree) => {
        tree.environments.production.recoveryRegion = "us-east-1";
      }),
    );
    expect(Object.keys(there.all("aws_cloudwatch_event_rule"))).toEqual(["failover_trigger_rule"]);
  });

  it("is left out where people decide; the documents stay", () => {
    const manual = synthRegionFailover(
      recoveringPlan((tree) => {
        tree.requirements.recovery = { rpo: "5m", rto: "1h", failover: "manual" };
      }),
    );
    expect(manual.all("aws_cloudwatch_event_rule")).toEqual({});
    expect(Object.keys(manual.all("aws_ssm_document"))).toEqual(["fail_back_region", "fail_over_region"]);
  });
});

it("builds nothing for backup and restore: its recovery region holds copies alone", () => {
  const cold = synthRegionFailover(
    recoveringPlan((tree) => {
      tree.requirements.recovery = { rpo: "24h", rto: "24h", failover: "manual" };
    }),
  );
  expect(cold.outputs.switchHealthCheckId).toBeNull();
  expect(cold.evidence.resources).toEqual([]);
});

describe("the role of the documents", () => {
  const statements = policyOf("aws_iam_role_policy.failover_policy");
  const find = (sid: string) => statements.find(({ Sid }) => Sid === sid) as Json;

  it("writes metrics of the failover's namespace only", () => {
    expect(find("TurnSwitchAndRecord").Condition).toEqual({ StringEquals: { "cloudwatch:namespace": NAMESPACE } });
  });

  it("changes the writer of the plan's own global databases, between its two clusters", () => {
    expect(find("ChangeWriter").Resource).toEqual([
      `arn:aws:rds::111122223333:global-cluster:${PLAN}-production-*`,
      `arn:aws:rds:eu-west-1:111122223333:cluster:${PLAN}-production-orders`,
      "arn:aws:rds:eu-central-1:111122223333:cluster:orders",
    ]);
  });

  it("acts on the recovery region's services alone, of which the cluster holds no other's", () => {
    expect(find("StartTasks").Resource).toEqual(["arn:aws:ecs:eu-central-1:111122223333:service/c/*"]);
    expect(find("StartInstances").Resource).toEqual([
      "arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/storefront",
    ]);
  });

  it("uses the topics' key through SNS only, known by its alias", () => {
    expect(find("EncryptMessages").Condition).toEqual({
      StringEquals: { "kms:ViaService": "sns.eu-central-1.amazonaws.com" },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${PLAN}-production-messaging` },
    });
  });

  it("has no word of Global Accelerator where records are switched", () => {
    expect(JSON.stringify(statements)).not.toContain("globalaccelerator");
  });
});
