import { type Json, type Synthesised, synthObservability } from "../../../support/observability-synth";

const ALARM = "aws_cloudwatch_metric_alarm";
const COMPOSITE = "aws_cloudwatch_composite_alarm";
const PREFIX = "ecommerce-operational-excellence-production";

/** factor × (1 − target) of the SRE Workbook's four tiers over 30 days, worked out by hand. */
const BY_TARGET: Readonly<Record<string, readonly number[]>> = {
  "99.95": [0.0072, 0.003, 0.0015, 0.0005],
  "99": [0.144, 0.06, 0.03, 0.01],
};
const TIERS = ["1h", "6h", "1d", "3d"] as const;

describe("burn-rate alarms of the blueprint", () => {
  let built: Synthesised;
  const metric = (id: string) => built.observability.one(ALARM, id);
  const composite = (id: string) => built.observability.one(COMPOSITE, id);
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("has four tiers for every SLO", () => {
    const slos = built.plan.services.flatMap(({ name, slos }) => slos.map((slo) => `${name}_${slo.name}`));
    expect(slos).toHaveLength(5);
    expect(Object.keys(built.observability.all(COMPOSITE)).sort()).toEqual(
      slos.flatMap((slo) => TIERS.map((tier) => `${slo}_burn_${tier}`)).sort(),
    );
  });

  it.each([
    ["checkout_availability", "99.95"],
    ["storefront_availability", "99.95"],
    ["checkout_latency", "99"],
    ["storefront_latency", "99"],
  ])("sets the thresholds of %s to factor × (1 − target)", (slo, target) => {
    TIERS.forEach((tier, index) => {
      for (const which of ["long", "short"]) {
        const { threshold, comparison_operator: operator } = metric(`${slo}_burn_${tier}_${which}`);
        expect(Math.abs(threshold - (BY_TARGET[target]?.[index] ?? Number.NaN))).toBeLessThan(1e-9);
        expect(operator).toBe("GreaterThanThreshold");
      }
    });
  });

  it("counts bad minutes of a queue: more than factor × 1 % of the window", () => {
    const counted = ["1h_long", "1h_short", "6h_long", "6h_short", "1d_long", "1d_short", "3d_short"].map((window) => {
      const alarm = metric(`fulfilment_freshness_burn_${window}`);
      expect(alarm).toMatchObject({ metric_name: "ApproximateAgeOfOldestMessage", threshold: 300, period: 60 });
      return [alarm.datapoints_to_alarm, alarm.evaluation_periods];
    });
    // 14.4 % of 60 is 8.64; of 5 is 0.72; 6 % of 360 is 21.6; of 30 is 1.8; 3 % of 1,440 is 43.2; of 120 is 3.6;
    // 1 % of 360 is 3.6. The next whole minute above each.
    expect(counted).toEqual([
      [9, 60],
      [1, 5],
      [22, 360],
      [2, 30],
      [44, 1440],
      [4, 120],
      [4, 360],
    ]);
  });

  it("reads what the recorder publishes where a window is longer than a day", () => {
    expect(metric("checkout_availability_burn_3d_long")).toMatchObject({
      namespace: "opsplan/ecommerce-operational-excellence/production",
      metric_name: "error-ratio-3d",
      dimensions: { Service: "checkout", Slo: "availability" },
      statistic: "Maximum",
      period: 900,
    });
  });

  it("counts requests of both target groups, failed by answer or by connection, and guards the long window", () => {
    const { metric_query: queries } = metric("checkout_availability_burn_1h_long");
    const all = "SUM([FILL(all0,0),FILL(all1,0)])";
    const bad = "SUM([FILL(bad0,0),FILL(bad1,0),FILL(bad2,0),FILL(bad3,0)])";
    expect(queries.at(-1).expression).toBe(`IF(${all} >= 20 AND ${bad} >= 3, ${bad} / ${all}, 0)`);
    expect(queries.slice(0, -1).map(({ metric: { metric_name: name, period } }: Json) => [name, period])).toEqual([
      ["RequestCount", 3600],
      ["RequestCount", 3600],
      ["HTTPCode_Target_5XX_Count", 3600],
      ["HTTPCode_Target_5XX_Count", 3600],
      ["TargetConnectionErrorCount", 3600],
      ["TargetConnectionErrorCount", 3600],
    ]);
    const short = metric("checkout_availability_burn_1h_short").metric_query.at(-1).expression;
    expect(short).toBe(`IF(${all} >= 1 AND ${bad} >= 1, ${bad} / ${all}, 0)`);
  });

  it("takes the share of slow answers from the percentile rank of the threshold", () => {
    const { metric_query: queries } = metric("storefront_latency_burn_6h_short");
    expect(queries.map((query: Json) => query.metric?.stat ?? query.expression)).toEqual([
      "Sum",
      "PR(:0.3)",
      "IF(FILL(all0,0) >= 1 AND FILL(all0,0) * (1 - FILL(rank0,100) / 100) >= 1, FILL(all0,0) * (1 - FILL(rank0,100) / 100) / FILL(all0,0), 0)",
    ]);
  });

  it("needs both windows, and lets the next faster tier speak for a slower one", () => {
    expect(composite("checkout_availability_burn_1h")).not.toHaveProperty("actions_suppressor");
    expect(composite("checkout_availability_burn_6h")).toMatchObject({
      alarm_rule: `ALARM("${PREFIX}-checkout-availability-burn-6h-long") AND ALARM("${PREFIX}-checkout-availability-burn-6h-short")`,
      actions_suppressor: {
        alarm: `${PREFIX}-checkout-availability-burn-1h`,
        wait_period: 120,
        extension_period: 1800,
      },
      depends_on: [
        "aws_cloudwatch_metric_alarm.checkout_availability_burn_6h_long",
        "aws_cloudwatch_metric_alarm.checkout_availability_burn_6h_short",
        "aws_cloudwatch_composite_alarm.checkout_availability_burn_1h",
      ],
    });
    expect(composite("checkout_availability_burn_1d").actions_suppressor.extension_period).toBe(7200);
    expect(composite("checkout_availability_burn_3d").actions_suppressor.extension_period).toBe(21_600);
  });

  it("pages for the first two tiers and opens tickets for the others, all for the specification's trigger", () => {
    const alarms = built.evidence.alarms.filter(
      ({ slo, kind }) => slo?.name === "availability" && kind === "composite",
    );
    const checkout = alarms.filter(({ subject }) => subject.name === "checkout");
    expect(new Map(checkout.map(({ slo, severity }) => [slo?.tier, severity]))).toEqual(
      new Map([
        ["1h", "critical"],
        ["6h", "high"],
        ["1d", "medium"],
        ["3d", "low"],
      ]),
    );
    expect(new Set(alarms.map(({ ticket }) => ticket))).toEqual(new Set(["error_budget_burn_rate_exceeded"]));
  });

  it("alarms when a budget is used up, and when budgets are no longer recorded", () => {
    expect(metric("checkout_latency_budget_exhausted")).toMatchObject({
      metric_name: "budget-remaining",
      threshold: 0,
      comparison_operator: "LessThanOrEqualToThreshold",
    });
    const silent = metric("checkout_recorder_recorder_silent");
    expect(silent).toMatchObject({ threshold: 1, comparison_operator: "LessThanThreshold" });
    expect(silent.treat_missing_data).toBe("ignore");
    expect(silent.metric_query).toMatchObject([
      { id: "runs", metric: { namespace: "AWS/States", metric_name: "ExecutionsSucceeded" }, return_data: false },
      { expression: "FILL(runs,0)", return_data: true },
    ]);
  });
});

describe("objectives of a plan's own", () => {
  const slo = (fields: Record<string, Json>) =>
    synthObservability("production", (tree) => {
      tree.services[1].slos = [{ name: "own", target: "99.5%", window: "30d", ...fields }];
    });

  it("computes tiers for any window: 28 days give 13.44, 5.6, 2.8 and 0.933", () => {
    const { observability } = slo({ sli: "http-success", window: "28d" });
    const thresholds = TIERS.map((tier) => observability.one(ALARM, `checkout_own_burn_${tier}_long`).threshold);
    [0.0672, 0.028, 0.014, 14 / 15 / 200].forEach((expected, index) => {
      expect(thresholds[index]).toBeCloseTo(expected, 12);
    });
  });

  it("drops the tiers that would fire while the target is met: 6 h at 0.4 and a day at 0.2 over two days", () => {
    const { observability } = slo({ sli: "http-success", window: "2d" });
    expect(Object.keys(observability.all(COMPOSITE)).filter((id) => id.startsWith("checkout_"))).toEqual([
      "checkout_own_burn_1h",
    ]);
  });

  it("takes tiers, guards and severities from the plan", () => {
    const built = slo({
      sli: "http-success",
      minimumEvents: 500,
      minimumFailures: 10,
      tiers: [
        { severity: "low", long: "2d", short: "4h", budget: "20%" },
        { severity: "high", long: "2h", short: "10m", budget: "4%" },
      ],
    });
    const { metric_query: queries, threshold } = built.observability.one(ALARM, "checkout_own_burn_2h_long");
    expect(queries.at(-1).expression).toContain(">= 500 AND");
    expect(queries.at(-1).expression).toContain(">= 10,");
    // 4 % × 30 d ÷ 2 h is 14.4, times 0.5 %.
    expect(threshold).toBeCloseTo(0.072, 12);
    expect(built.observability.one(COMPOSITE, "checkout_own_burn_2d").actions_suppressor).toMatchObject({
      extension_period: 14_400,
    });
  });

  it("measures at CloudFront in us-east-1, recorder and topics included", () => {
    const { observability } = slo({ sli: "http-success", source: "cdn" });
    const alarm = observability.one(COMPOSITE, "checkout_own_burn_1h");
    expect(alarm.region).toBe("us-east-1");
    expect(alarm.alarm_actions[0]).toMatch(/^arn:aws:sns:us-east-1:/);
    const { region, metric_query: queries } = observability.one(ALARM, "checkout_own_burn_1h_long");
    expect(region).toBe("us-east-1");
    expect(queries.at(-1).expression).toBe(
      "IF(FILL(all,0) >= 20 AND FILL(all,0) * FILL(rate,0) / 100 >= 3, FILL(all,0) * FILL(rate,0) / 100 / FILL(all,0), 0)",
    );
    expect(observability.one("aws_sfn_state_machine", "checkout_global_recorder_machine").region).toBe("us-east-1");
    // The load balancer's own threshold stays: the objective looks elsewhere.
    expect(Object.keys(observability.all(ALARM))).toContain("checkout_error_rate");
  });

  it("sees an outage without a single target where the load balancer serves one service", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.services = [tree.services[1]];
    });
    const { metric_query: queries } = observability.one(ALARM, "checkout_availability_burn_1h_long");
    const elb = queries.find((query: Json) => query.metric?.metric_name === "HTTPCode_ELB_5XX_Count");
    expect(elb.metric.dimensions).toEqual({ LoadBalancer: "app/lb/1" });
    const bad = "SUM([FILL(bad0,0),FILL(bad1,0),FILL(bad2,0)])";
    expect(queries.at(-1).expression).toContain(`MAX([SUM([FILL(all0,0),FILL(all1,0)]),${bad}])`);
  });

  it("counts runs of a state machine and by lines of the log", () => {
    const machine = slo({ sli: "job-success", job: { stateMachine: "nightly" } }).observability;
    expect(
      machine.one(ALARM, "checkout_own_burn_1h_long").metric_query.map((query: Json) => query.metric?.metric_name),
    ).toEqual(["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsSucceeded", undefined]);
    const lines = slo({ sli: "job-success", job: { succeeded: '"run ok"', failed: '"run failed"' } }).observability;
    expect(lines.one("aws_cloudwatch_log_metric_filter", "checkout_own_runs_failed")).toMatchObject({
      pattern: '"run failed"',
      metric_transformation: { name: "checkout-own-failed", value: "1", default_value: "0" },
    });
    expect(lines.one(ALARM, "checkout_own_burn_1h_long").metric_query[0].metric.metric_name).toBe(
      "checkout-own-failed",
    );
  });

  it("probes the public domain with a canary that may write its own results only", () => {
    const { observability } = slo({ sli: "canary-availability", canary: { path: "/healthz", every: "5m" } });
    expect(observability.one("aws_synthetics_canary", "checkout_own_canary_canary")).toMatchObject({
      name: `${PREFIX}-checkout-own`,
      schedule: { expression: "rate(5 minutes)" },
      run_config: { environment_variables: { PROBE_URL: "https://shop.example.com/healthz" } },
    });
    const policy = JSON.parse(observability.one("aws_iam_role_policy", "checkout_own_canary_policy").policy);
    expect(policy.Statement[0].Resource).toBe(`arn:aws:s3:::artifact-bucket/canaries/${PREFIX}-checkout-own/*`);
    const ratio = observability.one(ALARM, "checkout_own_burn_1h_long").metric_query.at(-1).expression;
    expect(ratio).toContain("(FILL(runs,0) - FILL(good,0) / 100) / FILL(runs,0)");
  });

  it("takes good or bad events of the plan's own metrics", () => {
    const total = { namespace: "Shop", name: "Payments", dimensions: { Region: "eu" } };
    const expression = (metrics: Json) =>
      slo({ sli: "custom", metrics }).observability.one(ALARM, "checkout_own_burn_1h_long").metric_query.at(-1)
        .expression;
    expect(expression({ total, bad: { namespace: "Shop", name: "Declined" } })).toContain("FILL(bad,0) / FILL(all,0)");
    expect(expression({ total, good: { namespace: "Shop", name: "Paid" } })).toContain(
      "(FILL(all,0) - FILL(good,0)) / FILL(all,0)",
    );
  });

  it("is silent during maintenance, which schedules switch on and off in the plan's time zone", () => {
    const built = slo({
      sli: "http-success",
      maintenance: [
        { name: "patching", days: ["SAT", "SUN"], start: "23:30", duration: "2h", timezone: "Europe/Dublin" },
      ],
    });
    const { observability } = built;
    const name = (tier: string) => `${PREFIX}-checkout-own-maintenance_patching_${tier}`;
    expect(observability.one(ALARM, "checkout_own_maintenance_patching_1h_alarm")).toMatchObject({
      alarm_name: name("1h"),
      treat_missing_data: "ignore",
      alarm_actions: [],
    });
    for (const tier of TIERS) {
      const { alarm_rule: rule } = observability.one(COMPOSITE, `checkout_own_burn_${tier}`);
      expect(rule).toContain(`AND NOT ALARM("${name(tier)}")`);
    }
    const schedule = (id: string) =>
      observability.one("aws_scheduler_schedule", `checkout_own_maintenance_patching_${id}`);
    expect(schedule("1h_begin").schedule_expression).toBe("cron(30 23 ? * SAT,SUN *)");
    // 23:30 and two hours, and what the tier's short window remembers: 5 minutes, 6 hours.
    expect(schedule("1h_end").schedule_expression).toBe("cron(35 1 ? * SUN,MON *)");
    expect(schedule("3d_end").schedule_expression).toBe("cron(30 7 ? * SUN,MON *)");
    // Europe/Dublin skips an hour once a year, and with it what was due then.
    expect(schedule("1h_end_again").schedule_expression).toBe("cron(35 2 ? * SUN,MON *)");
    expect(JSON.parse(schedule("1h_end_again").target.input)).toMatchObject({ StateValue: "OK" });
    expect(schedule("1h_begin").schedule_expression_timezone).toBe("Europe/Dublin");
    expect(JSON.parse(schedule("1h_begin").target.input)).toMatchObject({ AlarmName: name("1h"), StateValue: "ALARM" });
    expect(JSON.parse(schedule("1h_end").target.input)).toMatchObject({ AlarmName: name("1h"), StateValue: "OK" });
    const role = JSON.parse(observability.one("aws_iam_role_policy", "plan_recorder_scheduler_policy").policy);
    expect(role.Statement[1]).toMatchObject({
      Action: "cloudwatch:SetAlarmState",
      Resource: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${PREFIX}-*-maintenance_*`],
    });
  });

  it("makes one silence of days whose silences touch, so that the first does not end the second", () => {
    const { observability } = slo({
      sli: "http-success",
      maintenance: [{ name: "weekend", days: ["SAT", "SUN"], start: "00:00", duration: "20h" }],
    });
    const cron = (id: string) =>
      observability.one("aws_scheduler_schedule", `checkout_own_maintenance_weekend_${id}`).schedule_expression;
    // Of the tier over an hour until 20:05, so each day by itself.
    expect([cron("1h_begin"), cron("1h_end")]).toEqual(["cron(0 0 ? * SAT,SUN *)", "cron(5 20 ? * SAT,SUN *)"]);
    // Of the tier over three days until 02:00 of the next day: from Saturday to Monday without an end.
    expect([cron("3d_begin"), cron("3d_end")]).toEqual(["cron(0 0 ? * SAT *)", "cron(0 2 ? * MON *)"]);
  });

  it("keeps windows apart whose names read alike in a row", () => {
    const night = { days: ["SUN"], start: "01:00", duration: "1h" };
    const common = { sli: "http-success", target: "99.5%", window: "30d" };
    const { observability } = synthObservability("production", (tree) => {
      tree.services[1].slos = [
        { ...common, name: "edge", maintenance: [{ ...night, name: "late-night" }] },
        { ...common, name: "edge-late", maintenance: [{ ...night, name: "night" }] },
        // As the burn-rate alarm of a third would be.
        { ...common, name: "a", maintenance: [{ ...night, name: "w-burn" }] },
        { ...common, name: "a-maintenance-w" },
      ];
    });
    for (const [type, key] of [
      ["aws_scheduler_schedule", "name"],
      [ALARM, "alarm_name"],
    ] as const) {
      const names = Object.values(observability.all(type)).map((found) => found[key]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
