import { TerraformStack, Testing } from "cdktf";
import { proxyAlarms } from "../../../../src/constructs/observability/alarms/proxy-alarms";
import { SEVERITIES } from "../../../../src/model/severities";
import { blueprintPlan } from "../../../support/blueprint-plan";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
type Json = Record<string, any>;

describe("alarms of a proxy", () => {
  const plan = blueprintPlan("production");
  const stack = new TerraformStack(Testing.app(), "alarms");
  proxyAlarms(
    {
      scope: stack,
      plan,
      subject: { kind: "store", name: "orders" },
      topics: Object.fromEntries(SEVERITIES.map((severity) => [severity, severity])) as Record<
        (typeof SEVERITIES)[number],
        string
      >,
      region: plan.environment.region,
    },
    plan,
    { name: "orders-proxy", resourceId: "prx-1", securityGroupId: "sg-1", endpoint: "e", readerEndpoint: "r" },
  );
  const alarms: Json = JSON.parse(Testing.synth(stack)).resource.aws_cloudwatch_metric_alarm;

  it("go off when clients wait a tenth of a second, which CloudWatch counts in microseconds", () => {
    expect(alarms.proxy_wait).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 100,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
      treat_missing_data: "notBreaching",
    });
    const [metric, result] = alarms.proxy_wait.metric_query;
    expect(metric.metric).toMatchObject({
      namespace: "AWS/RDS",
      metric_name: "DatabaseConnectionsBorrowLatency",
      dimensions: { ProxyName: "orders-proxy" },
      stat: "Average",
    });
    expect(result.expression).toBe("microseconds / 1000");
  });

  it("go off when almost all connections that it may open are open", () => {
    const limit = plan.observability.thresholds.databaseConnections.percent;
    expect(alarms.proxy_connections).toMatchObject({ comparison_operator: "GreaterThanThreshold", threshold: limit });
    expect(alarms.proxy_connections.metric_query.at(-1).expression).toBe("IF(most > 0, 100 * open / most, 0)");
  });

  it("lead to the runbook of connections", () => {
    for (const alarm of Object.values(alarms) as Json[]) {
      expect(alarm.alarm_description).toContain("database-connections");
      expect(alarm.alarm_actions).toEqual(["high"]);
    }
  });
});
