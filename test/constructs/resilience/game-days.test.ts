import type { Statement } from "../../../src/constructs/core/policy";
import { terraformLiteral } from "../../../src/constructs/core/terraform-literal";
import type { Plan } from "../../../src/model/plan";
import { ResilienceStack } from "../../../stacks/resilience-stack";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, type Synthesised, synthesise } from "../../support/data-incident-stacks";
import { documentAt, recoveringPlan } from "../../support/failover-stacks";
import { schemaFaults, semanticFaults } from "../../support/ssm-document";
import { dataInputs, foundationInputs, incidentInputs, servicesInputs } from "../../support/stack-inputs";

const PLAN = "ecommerce-operational-excellence";
const SCHEDULE = { cron: "0 10 ? 1/3 TUE#1 *", timezone: "Europe/Dublin" };

const rehearse = (tree: Json) => {
  tree.resilience = { ...tree.resilience, gameDays: SCHEDULE };
};

function synth(plan: Plan): Synthesised<null> {
  return synthesise((app) => {
    const stack = new ResilienceStack(app, plan, {
      foundation: foundationInputs(plan),
      incident: incidentInputs(plan),
      data: dataInputs(plan),
      services: servicesInputs(plan),
      standby: null,
    });
    return Object.assign(stack, { outputs: null });
  });
}

const stack = synth(recoveringPlan(rehearse));
const template = (id: string): Json => stack.at(`aws_fis_experiment_template.game_days_${id}_template`);
const statements = (id: string): Statement[] =>
  JSON.parse(stack.at(`aws_iam_role_policy.game_days_${id}_policy`).policy).Statement;
const alarm = (words: string) => ({
  source: "aws:cloudwatch:alarm",
  value: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${PLAN}-production-${words}`,
});

describe("the experiments of a plan", () => {
  it("follow from its architecture", () => {
    expect(
      Object.keys(stack.all("aws_fis_experiment_template")).map((id) => id.replace(/^game_days_(.*)_template$/, "$1")),
    ).toEqual([
      "cut_storefront_from_catalog",
      "cut_storefront_from_sessions",
      "fail_over_orders",
      "lose_zone",
      "pause_catalog",
      "slow_storefront",
      "stop_checkout",
      "stop_fulfilment",
      "stop_storefront",
    ]);
  });

  it("stop half of a service's copies, in its own cluster", () => {
    expect(template("stop_checkout")).toMatchObject({
      action: [{ action_id: "aws:ecs:stop-task", target: { key: "Tasks", value: "target" } }],
      target: [
        {
          resource_type: "aws:ecs:task",
          // Half of three.
          selection_mode: "COUNT(1)",
          parameters: { cluster: "c", service: "checkout" },
        },
      ],
    });
    const stop = statements("stop_checkout").find(({ Sid }) => Sid === "StopTasks");
    expect(stop?.Resource).toBe("arn:aws:ecs:eu-west-1:111122223333:task/c/*");
  });

  it("find instances by the tags of their service", () => {
    const tags = { plan: PLAN, environment: "production", service: "storefront" };
    expect(template("stop_storefront").target[0]).toMatchObject({
      resource_type: "aws:ec2:instance",
      resource_tag: Object.entries(tags).map(([key, value]) => ({ key, value })),
      filter: [{ path: "State.Name", values: ["running"] }],
    });
    const terminate = statements("stop_storefront").find(({ Sid }) => Sid === "TerminateInstances");
    expect(terminate?.Condition).toEqual({
      StringEquals: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    });
  });

  it("make a reader the writer", () => {
    expect(template("fail_over_orders")).toMatchObject({
      action: [{ action_id: "aws:rds:failover-db-cluster", target: { key: "Clusters", value: "target" } }],
      target: [{ resource_arns: ["arn:aws:rds:eu-west-1:111122223333:cluster:orders"], selection_mode: "ALL" }],
    });
  });

  it("stop the copying to the recovery region for ten minutes", () => {
    expect(template("pause_catalog")).toMatchObject({
      action: [
        {
          action_id: "aws:dynamodb:global-table-pause-replication",
          parameter: [{ key: "duration", value: "PT10M" }],
          target: { key: "Tables", value: "target" },
        },
      ],
      target: [{ resource_type: "aws:dynamodb:global-table" }],
    });
  });

  it("cut the services of one zone off, and nothing of another network", () => {
    expect(template("lose_zone")).toMatchObject({
      action: [{ action_id: "aws:network:disrupt-connectivity", target: { key: "Subnets", value: "target" } }],
      target: [{ resource_arns: ["arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2"] }],
    });
    const change = statements("lose_zone").find(({ Sid }) => Sid === "FillAndDeleteAccessList");
    expect(change?.Condition).toEqual({ StringEquals: { "ec2:ResourceTag/managedByFIS": "true" } });
  });

  it("are stopped by the first alarm on the services' objectives", () => {
    expect(template("stop_checkout").stop_condition).toContainEqual(alarm("checkout-availability-burn-1h-short"));
    const services = template("fail_over_orders").stop_condition.map(({ value }: Json) => value);
    expect(services.every((value: string) => /:alarm:.*-(checkout|fulfilment)-.*-short$/.test(value))).toBe(true);
    for (const one of Object.values(stack.all("aws_fis_experiment_template"))) {
      expect(one.stop_condition.length).toBeGreaterThan(0);
      expect(one.stop_condition.length).toBeLessThanOrEqual(5);
    }
  });

  it("fail where they find nothing, and leave a log and a report", () => {
    expect(template("stop_checkout")).toMatchObject({
      experiment_options: { account_targeting: "single-account", empty_target_resolution_mode: "fail" },
      log_configuration: { log_schema_version: 2 },
      experiment_report_configuration: {
        outputs: { s3_configuration: { bucket_name: "logs-bucket", prefix: "fis" } },
        data_sources: {
          cloudwatch_dashboard: [
            { dashboard_arn: `arn:aws:cloudwatch::111122223333:dashboard/${PLAN}-production-checkout` },
          ],
        },
      },
    });
  });

  it("are known by their role", () => {
    expect(
      stack.evidence.resources.filter(({ role }) => role === "experiment-template").map(({ handles }) => handles.name),
    ).toContain(`${PLAN}-production-stop-checkout`);
  });
});

describe("a game day", () => {
  const document = documentAt(stack, "game_days_document");

  it("begins when the plan says", () => {
    expect(stack.at("aws_scheduler_schedule.game_days_schedule")).toMatchObject({
      schedule_expression: "cron(0 10 ? 1/3 TUE#1 *)",
      schedule_expression_timezone: "Europe/Dublin",
      target: { arn: "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution" },
    });
  });

  it("runs one experiment after another, with a rest, and ends at the first that was stopped", () => {
    expect(schemaFaults(document)).toEqual([]);
    expect(semanticFaults(document)).toEqual([]);
    const names = document.mainSteps.map(({ name }) => name);
    expect(names.slice(0, 7)).toEqual([
      "checkRestores",
      "tellStart",
      "start_stop_storefront",
      "await_stop_storefront",
      "check_stop_storefront",
      "rest_1",
      "start_stop_checkout",
    ]);
    expect(names.slice(-2)).toEqual(["tellEnd", "tellFailed"]);
    const check = document.mainSteps.find(({ name }) => name === "check_stop_checkout");
    expect(check?.inputs.DesiredValues).toEqual(["completed"]);
    expect(check?.onFailure).toBe("step:tellFailed");
  });

  it("never moves the plan to its recovery region", () => {
    expect(JSON.stringify(document)).not.toMatch(/fail-over-region|FailoverGlobalCluster|TrafficSwitch/);
  });

  it("may start the plan's own experiments only", () => {
    const [start] = JSON.parse(stack.at("aws_iam_role_policy.game_days_policy").policy).Statement;
    expect(start.Resource).toHaveLength(10);
    expect(start.Resource).not.toContain("arn:aws:fis:eu-west-1:111122223333:experiment-template/*");
  });
});

describe("a plan without", () => {
  it("a schedule rehearses nothing", () => {
    expect(synth(recoveringPlan()).evidence.resources).toEqual([]);
  });

  it("anything that stands by rehearses nothing", () => {
    const alone = synth(
      terraformLiteral(
        blueprintPlan("production", (tree) => {
          rehearse(tree);
          tree.services = tree.services.map((service: Json) => ({ ...service, scaling: { min: 1, max: 4 } }));
          tree.dataStores = tree.dataStores.filter(({ engine }: Json) => engine !== "aurora-postgresql");
          for (const service of tree.services) service.uses = service.uses.filter((name: string) => name !== "orders");
        }),
      ),
    );
    expect(alone.evidence.resources).toEqual([]);
  });

  it("a network of its own loses no zone, and without a recovery region pauses nothing", () => {
    const guest = synth(
      terraformLiteral(
        blueprintPlan("production", (tree) => {
          rehearse(tree);
          delete tree.environments.production.recoveryRegion;
          tree.network = {
            existing: {
              vpcId: "vpc-0123456789abcdef0",
              publicSubnetIds: ["subnet-0a000000000000000", "subnet-0b000000000000000"],
              privateSubnetIds: ["subnet-1a000000000000000", "subnet-1b000000000000000"],
              isolatedSubnetIds: ["subnet-2a000000000000000", "subnet-2b000000000000000"],
            },
          };
        }),
      ),
    );
    expect(Object.keys(guest.all("aws_fis_experiment_template"))).toEqual([
      "game_days_cut_storefront_from_catalog_template",
      "game_days_cut_storefront_from_sessions_template",
      "game_days_fail_over_orders_template",
      "game_days_slow_storefront_template",
      "game_days_stop_checkout_template",
      "game_days_stop_fulfilment_template",
      "game_days_stop_storefront_template",
    ]);
  });
});
