import type { Plan } from "../../../src/model/plan";
import { CostStack } from "../../../stacks/cost-stack";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthesise, synthIncidentStack } from "../../support/data-incident-stacks";
import { synthFoundation } from "../../support/foundation-stacks";
import { incidentInputs } from "../../support/stack-inputs";

type Change = (tree: Json) => void;

function costOf(change: Change = () => {}, environment = "production") {
  const plan = blueprintPlan(environment, change);
  return synthesise((app) =>
    Object.assign(new CostStack(app, plan, { incident: incidentInputs(plan) }), { outputs: plan as Plan }),
  );
}

const OWNED: Change = (tree) => {
  tree.security = { ...tree.security, accountBaseline: "owned" };
  tree.requirements.budget = { monthly: "18000 USD", alertAt: ["100%", "80%", "80%"] };
};

describe("the budget", () => {
  const budget = costOf(OWNED).at("aws_budgets_budget.budget");

  it("is the plan's, a month, of what carries its tag", () => {
    expect(budget).toMatchObject({
      name: "ecommerce-operational-excellence-production-monthly",
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "18000",
      limit_unit: "USD",
      cost_filter: [{ name: "TagKeyValue", values: ["user:workload$ecommerce-operational-excellence-production"] }],
    });
  });

  it("tells what is spent and what is forecast at each share once, more urgently when it is used up", () => {
    const told = budget.notification.map((one: Json) => [
      one.notification_type,
      one.threshold,
      one.threshold_type,
      one.comparison_operator,
      one.subscriber_sns_topic_arns,
    ]);
    const topic = (severity: string) => [`arn:aws:sns:us-east-1:111122223333:${severity}`];
    expect(told).toEqual([
      ["ACTUAL", 80, "PERCENTAGE", "GREATER_THAN", topic("low")],
      ["FORECASTED", 80, "PERCENTAGE", "GREATER_THAN", topic("low")],
      ["ACTUAL", 100, "PERCENTAGE", "GREATER_THAN", topic("medium")],
      ["FORECASTED", 100, "PERCENTAGE", "GREATER_THAN", topic("low")],
    ]);
  });

  it("in another currency is not made, nor is one without an amount", () => {
    for (const wanted of [{ monthly: "18000 EUR" }, undefined]) {
      const stack = costOf((tree) => {
        OWNED(tree);
        tree.requirements.budget = wanted;
      });
      expect(stack.all("aws_budgets_budget")).toEqual({});
      expect(stack.all("aws_ce_anomaly_monitor")).toEqual({});
    }
  });
});

describe("anomalies", () => {
  it("are looked for in each AWS service, and told at once from a thirtieth of the budget on", () => {
    const stack = costOf(OWNED);
    expect(stack.at("aws_ce_anomaly_monitor.anomalies_monitor")).toMatchObject({
      monitor_type: "DIMENSIONAL",
      monitor_dimension: "SERVICE",
    });
    expect(stack.at("aws_ce_anomaly_subscription.anomalies_subscription")).toMatchObject({
      frequency: "IMMEDIATE",
      subscriber: [{ type: "SNS", address: "arn:aws:sns:us-east-1:111122223333:medium" }],
      threshold_expression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          match_options: ["GREATER_THAN_OR_EQUAL"],
          values: ["600"],
        },
      },
    });
  });

  it("and Compute Optimizer are the account's, and left to whoever owns it", () => {
    const capabilities = (change: Change) =>
      costOf(change).evidence.resources.flatMap((resource) => resource.capabilities);
    expect([...new Set(capabilities(OWNED))].sort()).toEqual(["budget", "cost-anomaly", "cost-optimization"]);
    expect(
      capabilities((tree) => {
        OWNED(tree);
        tree.security.accountBaseline = "existing";
      }),
    ).toEqual(["budget"]);
  });
});

describe("what lets AWS's billing services publish", () => {
  const statements = (topic: Json) => JSON.parse(topic.policy).Statement as Json[];
  const sids = (topic: Json) => statements(topic).map(({ Sid }) => Sid);

  it("are policies of the topics that they publish to, and of no others", () => {
    const stack = synthIncidentStack(blueprintPlan("production", OWNED));
    expect(sids(stack.at("aws_sns_topic_policy.global_low_policy"))).toEqual(["TlsOnly", "Alarms", "Budgets"]);
    const medium = stack.at("aws_sns_topic_policy.global_medium_policy");
    expect(sids(medium)).toEqual(["TlsOnly", "Alarms", "Budgets", "CostAnomalies"]);
    expect(statements(medium)[2]).toMatchObject({
      Principal: { Service: "budgets.amazonaws.com" },
      Action: "sns:Publish",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:budgets::111122223333:*" },
      },
    });
    expect(sids(stack.at("aws_sns_topic_policy.global_high_policy"))).toEqual(["TlsOnly", "Alarms"]);
    expect(sids(stack.at("aws_sns_topic_policy.low_policy"))).not.toContain("Budgets");
  });

  it("are the plan's own topics where nothing is public", () => {
    const stack = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        OWNED(tree);
        delete tree.environments.production.domain;
      }),
    );
    expect(sids(stack.at("aws_sns_topic_policy.medium_policy"))).toEqual(
      expect.arrayContaining(["Budgets", "CostAnomalies"]),
    );
  });

  it("is the policy of the messaging key in that region alone", () => {
    const { foundation } = synthFoundation("production", OWNED);
    const keys = foundation.ids("aws_kms_key").filter((id) => id.includes("messaging"));
    const admitting = keys.filter((id) =>
      foundation.statements("aws_kms_key", id).some(({ Sid }) => Sid === "BudgetsAndCostAnomalies"),
    );
    expect(admitting).toEqual(["global_messaging_key"]);
    expect(foundation.statement("aws_kms_key", "global_messaging_key", "BudgetsAndCostAnomalies")).toMatchObject({
      Principal: { Service: ["budgets.amazonaws.com", "costalerts.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    });
  });
});

describe("an anomaly's event", () => {
  it("opens a ticket from the threshold on, forwarded from us-east-1", () => {
    const stack = synthIncidentStack(blueprintPlan("production", OWNED));
    expect(JSON.parse(stack.at("aws_cloudwatch_event_rule.cost_anomaly_rule").event_pattern)).toEqual({
      source: ["aws.ce"],
      "detail-type": ["Anomaly Detected"],
      detail: { impact: { totalImpact: [{ numeric: [">=", 600] }] } },
    });
    expect(stack.at("aws_cloudwatch_event_rule.global_forwarding_costs_rule")).toMatchObject({ region: "us-east-1" });
    expect(Object.keys(stack.all("aws_cloudwatch_event_rule"))).not.toContain("recovery_forwarding_costs_rule");
  });

  it("opens none where no event of us-east-1 comes to the plan's region", () => {
    const hidden = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        OWNED(tree);
        delete tree.environments.production.domain;
      }),
    );
    expect(hidden.all("aws_cloudwatch_event_rule")).not.toHaveProperty("cost_anomaly_rule");
  });
});
