import type { Json } from "../../support/data-incident-stacks";
import { RECOVERY_REGION, recoveringPlan, synthDetection } from "../../support/failover-stacks";

const PLAN = "ecommerce-operational-excellence";

const open = synthDetection(
  recoveringPlan((tree) => {
    tree.edge.cdn = false;
  }),
);
const behindCdn = synthDetection(recoveringPlan());

const checkOf = (stack: typeof open, id: string): Json => stack.at(`aws_route53_health_check.plan_region_health_${id}`);

describe("whether the region serves", () => {
  it("is asked at the load balancer's own name, fast where nobody has to be told first", () => {
    expect(checkOf(open, "endpoint")).toMatchObject({
      type: "HTTPS",
      fqdn: "internal-lb.elb.amazonaws.com",
      port: 443,
      request_interval: 10,
      failure_threshold: 3,
    });
  });

  it("is a vote of three views, of which two decide", () => {
    const { child_healthchecks, child_health_threshold, type } = checkOf(open, "region");
    expect(type).toBe("CALCULATED");
    expect(child_healthchecks).toHaveLength(3);
    expect(child_healthchecks).toContain("domain-check");
    // Healthy while two of three are.
    expect(child_health_threshold).toBe(2);
  });

  it("has two views behind a CDN, which must both see it down", () => {
    expect(() => checkOf(behindCdn, "endpoint")).toThrow();
    expect(checkOf(behindCdn, "region").child_healthchecks).toHaveLength(2);
    expect(checkOf(behindCdn, "region").child_health_threshold).toBe(1);
  });

  it("counts healthy targets of every group, and a region that counts none as without", () => {
    // The checkout has two groups for its canary, the storefront one.
    expect(checkOf(open, "targets").child_healthchecks).toHaveLength(3);
    expect(checkOf(open, "targets").child_health_threshold).toBe(1);
    expect(checkOf(open, "checkout_second_targets_check")).toMatchObject({
      type: "CLOUDWATCH_METRIC",
      cloudwatch_alarm_region: "eu-west-1",
      insufficient_data_health_status: "Unhealthy",
    });
    const alarm = open.at("aws_cloudwatch_metric_alarm.plan_region_health_checkout_second_targets_alarm");
    // Route 53 takes no metric math, no percentile and no share of periods.
    expect(alarm).toMatchObject({ metric_name: "HealthyHostCount", statistic: "Maximum", evaluation_periods: 2 });
    expect(alarm.metric_query).toBeUndefined();
    expect(alarm.datapoints_to_alarm).toBeUndefined();
    expect(alarm.alarm_actions).toEqual([]);
  });
});

describe("the alarm on the region", () => {
  it("stands where Route 53 has its metrics, and looks at one minute", () => {
    expect(open.at("aws_cloudwatch_metric_alarm.plan_region_region_down")).toMatchObject({
      region: "us-east-1",
      alarm_name: `${PLAN}-production-failover-region-down`,
      namespace: "AWS/Route53",
      metric_name: "HealthCheckStatus",
      period: 60,
      evaluation_periods: 1,
      threshold: 1,
      comparison_operator: "LessThanThreshold",
      alarm_actions: ["arn:aws:sns:us-east-1:111122223333:critical"],
    });
  });

  it("is critical, and leads to the runbook of the region's failure", () => {
    expect(open.evidence.alarms.find(({ name }) => name.endsWith("region-down"))).toMatchObject({
      severity: "critical",
      runbook: "region-failure",
      region: "us-east-1",
      purpose: "notifies",
    });
    expect(open.evidence.alarms.filter(({ purpose }) => purpose === "view")).toHaveLength(3);
  });

  it("travels to the recovery region by the rule that signs of life take", () => {
    const rule = open.at("aws_cloudwatch_event_rule.plan_region_path_rule");
    expect(rule.region).toBe("us-east-1");
    expect(JSON.parse(rule.event_pattern)).toEqual({
      $or: [
        {
          source: ["aws.cloudwatch"],
          "detail-type": ["CloudWatch Alarm State Change"],
          resources: [`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${PLAN}-production-failover-region-down`],
        },
        { source: ["opsplan.failover"], "detail-type": [`${PLAN} production pulse`] },
      ],
    });
    const target = open.at("aws_cloudwatch_event_target.plan_region_path_target");
    expect(target.arn).toBe(`arn:aws:events:${RECOVERY_REGION}:111122223333:event-bus/default`);
    const [statement] = JSON.parse(open.at("aws_iam_role_policy.plan_region_path_policy").policy).Statement;
    expect(statement).toMatchObject({ Action: "events:PutEvents", Resource: target.arn });
    expect(open.at("aws_scheduler_schedule.plan_region_pulse_schedule")).toMatchObject({
      region: "us-east-1",
      schedule_expression: "rate(1 minute)",
      target: {
        arn: "arn:aws:events:us-east-1:111122223333:event-bus/default",
        eventbridge_parameters: { source: "opsplan.failover", detail_type: `${PLAN} production pulse` },
      },
    });
  });
});

it("tells the recovery region where the primary answers, whatever the records say", () => {
  expect(open.at("aws_ssm_parameter.plan_region_endpoint")).toMatchObject({
    region: RECOVERY_REGION,
    name: `/opsplan/${PLAN}/production/failover/primary-endpoint`,
    value: "internal-lb.elb.amazonaws.com",
  });
  expect(behindCdn.at("aws_ssm_parameter.plan_region_endpoint").value).toBe("shop.example.com");
});

it("looks at the targets alone behind Global Accelerator, which leads the domain elsewhere", () => {
  const accelerated = synthDetection(
    recoveringPlan((tree) => {
      tree.requirements.recovery = { rpo: "0s", rto: "0s", failover: "automated" };
    }),
  );
  expect(checkOf(accelerated, "region").child_healthchecks).toEqual([
    "${aws_route53_health_check.plan_region_health_targets.id}",
  ]);
  expect(accelerated.all("aws_ssm_parameter")).toEqual({});
});

it("watches nothing from outside where nothing is public: the region's own silence tells", () => {
  const closed = synthDetection(
    recoveringPlan((tree) => {
      delete tree.environments.production.domain;
    }),
  );
  expect(closed.all("aws_route53_health_check")).toEqual({});
  const rule = closed.at("aws_cloudwatch_event_rule.plan_region_path_rule");
  expect(rule.region).toBeUndefined();
  expect(JSON.parse(rule.event_pattern)).toEqual({
    source: ["opsplan.failover"],
    "detail-type": [`${PLAN} production pulse`],
  });
});

it("carries nothing where people decide, but tells them", () => {
  const manual = synthDetection(
    recoveringPlan((tree) => {
      tree.edge.cdn = false;
      tree.requirements.recovery = { rpo: "5m", rto: "1h", failover: "manual" };
    }),
  );
  expect(manual.all("aws_cloudwatch_event_rule")).toEqual({});
  expect(checkOf(manual, "endpoint").request_interval).toBe(30);
  expect(manual.at("aws_cloudwatch_metric_alarm.plan_region_region_down").evaluation_periods).toBe(2);
});

it("is not there without a recovery region that stands ready", () => {
  const cold = synthDetection(
    recoveringPlan((tree) => {
      tree.requirements.recovery = { rpo: "24h", rto: "24h", failover: "manual" };
    }),
  );
  expect(cold.evidence.resources).toEqual([]);
});
