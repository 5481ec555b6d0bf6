import { deliveryMetrics } from "../../../src/constructs/delivery/delivery-events/delivery-metrics";
import { blueprintPlan } from "../../support/blueprint-plan";
import { synthDelivery } from "../../support/delivery-stack";
import { patternMatches } from "../../support/filter-pattern";

const NAME = "ecommerce-operational-excellence-production";
const plan = blueprintPlan("production");
const delivery = synthDelivery(plan);
const filters = delivery.resources.aws_cloudwatch_log_metric_filter ?? {};

/** Names of the metrics that count an event, as the log group holds it. */
function counted(event: unknown): readonly string[] {
  return Object.values(filters)
    .filter(({ pattern }) => patternMatches(pattern, event))
    .map(({ metric_transformation: { name, dimensions } }) => {
      const path: string = dimensions?.Pipeline ?? "";
      const pipeline =
        path === "$.detail.pipeline" ? (event as { detail: { pipeline: string } }).detail.pipeline : null;
      return pipeline === null ? name : `${pipeline.slice(NAME.length + 1)} ${name}`;
    })
    .sort();
}

function run(service: string, state: string, trigger?: Readonly<Record<string, string>>) {
  return {
    "detail-type": "CodePipeline Pipeline Execution State Change",
    source: "aws.codepipeline",
    detail: {
      pipeline: `${NAME}-${service}`,
      "execution-id": "12345678-1234-5678-abcd-12345678abcd",
      state,
      ...(trigger === undefined ? {} : { "execution-trigger": trigger }),
    },
  };
}

function action(service: string, category: string, state: string) {
  return {
    "detail-type": "CodePipeline Action Execution State Change",
    source: "aws.codepipeline",
    detail: { pipeline: `${NAME}-${service}`, stage: category, action: category, state, type: { category } },
  };
}

function ecs(service: string, eventName: string) {
  return {
    "detail-type": "ECS Deployment State Change",
    source: "aws.ecs",
    resources: [`arn:aws:ecs:eu-west-1:111122223333:service/cluster/${service}`],
    detail: { eventName, deploymentId: "ecs-svc/123" },
  };
}

function codeDeploy(state: string) {
  return {
    "detail-type": "CodeDeploy Deployment State-change Notification",
    source: "aws.codedeploy",
    detail: { application: `${NAME}-storefront`, deploymentGroup: `${NAME}-storefront`, deploymentId: "d-1", state },
  };
}

describe("counts", () => {
  it("has a filter of each kind for all pipelines", () => {
    expect(Object.keys(filters).sort()).toEqual([
      "delivery_counts_pipeline_failed",
      "delivery_counts_pipeline_succeeded",
    ]);
    const { pipelineFailed } = deliveryMetrics(plan, { name: "checkout" });
    expect(pipelineFailed).toEqual({
      namespace: "opsplan/ecommerce-operational-excellence/production",
      name: "pipeline-failed",
      dimensions: { Pipeline: `${NAME}-checkout` },
      statistic: "Sum",
    });
    expect(filters.delivery_counts_pipeline_failed.metric_transformation).toEqual({
      namespace: pipelineFailed.namespace,
      name: pipelineFailed.name,
      dimensions: { Pipeline: "$.detail.pipeline" },
      value: "1",
    });
  });

  it("counts runs of the service's own pipeline", () => {
    const push = { "branch-name": "main", "commit-id": "0a1b2c3" };
    expect(counted(run("checkout", "SUCCEEDED", push))).toEqual(["checkout pipeline-succeeded"]);
    expect(counted(run("checkout", "SUCCEEDED"))).toEqual(["checkout pipeline-succeeded"]);
    expect(counted(run("storefront", "FAILED", push))).toEqual(["storefront pipeline-failed"]);
    expect(counted(run("checkout", "SUPERSEDED", push))).toEqual([]);
    expect(counted(run("checkout-two", "SUCCEEDED", push))).toEqual(["checkout-two pipeline-succeeded"]);
  });

  it("does not count a rollback by the pipeline as a delivery", () => {
    expect(counted(run("checkout", "SUCCEEDED", { "trigger-type": "AutomatedRollback" }))).toEqual([]);
  });

  it("leaves deployments to what follows each to its end", () => {
    for (const state of ["SUCCEEDED", "FAILED"]) expect(counted(action("checkout", "Deploy", state))).toEqual([]);
    expect(counted(ecs("checkout", "SERVICE_DEPLOYMENT_FAILED"))).toEqual([]);
    expect(counted(codeDeploy("FAILURE"))).toEqual([]);
  });

  it("claims the capability for each filter", () => {
    const found = delivery.evidence.resources.filter(({ type }) => type === "aws_cloudwatch_log_metric_filter");
    expect(found).toHaveLength(2);
    for (const filter of found) expect(filter.capabilities).toEqual(["delivery-rate"]);
  });
});

/** Of the log, not of what measures changes. */
function ofLog<T>(resources: Readonly<Record<string, T>> | undefined): readonly T[] {
  return Object.entries(resources ?? {}).flatMap(([id, one]) => (id.startsWith("delivery_log") ? [one] : []));
}

describe("the log of deliveries", () => {
  it("is kept for 400 days, encrypted, below the path of EventBridge's logs", () => {
    expect(delivery.resources.aws_cloudwatch_log_group?.delivery_log_log_group).toMatchObject({
      name: `/aws/events/${NAME}-delivery`,
      retention_in_days: 400,
      kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/logs",
    });
  });

  it("gets the events of the plan's own pipelines, services and deployment groups", () => {
    const patterns = ofLog(delivery.resources.aws_cloudwatch_event_rule).map(({ event_pattern }) =>
      JSON.parse(event_pattern),
    );
    const pipelines = [{ prefix: `${NAME}-` }];
    expect(patterns.map(({ detail }) => detail.pipeline ?? null)).toEqual([pipelines, null, null, pipelines]);
    expect(patterns[1]).toMatchObject({
      source: ["aws.ecs"],
      resources: [{ prefix: `arn:aws:ecs:eu-west-1:111122223333:service/${NAME}/` }],
    });
    expect(patterns[2]).toMatchObject({
      source: ["aws.codedeploy"],
      detail: { state: ["SUCCESS", "FAILURE", "STOP"], application: [{ prefix: `${NAME}-` }] },
    });
  });

  it("is written to by the plan's four rules and no others", () => {
    const { policy_document } = delivery.resources.aws_cloudwatch_log_resource_policy?.delivery_log_policy ?? {};
    const [create, put] = JSON.parse(policy_document).Statement;
    const group = `arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/${NAME}-delivery`;
    expect(create).toMatchObject({ Action: "logs:CreateLogStream", Resource: `${group}:*` });
    expect(put).toMatchObject({ Action: "logs:PutLogEvents", Resource: `${group}:*:*` });
    const rules = ofLog(delivery.resources.aws_cloudwatch_event_rule).map(
      ({ name }) => `arn:aws:events:eu-west-1:111122223333:rule/${name}`,
    );
    expect(rules).toHaveLength(4);
    expect([...put.Condition.ArnEquals["aws:SourceArn"]].sort()).toEqual([...rules].sort());
    const targets = ofLog(delivery.resources.aws_cloudwatch_event_target);
    expect(targets.map(({ arn }) => arn)).toEqual(
      Array(4).fill("${aws_cloudwatch_log_group.delivery_log_log_group.arn}"),
    );
    // EventBridge refuses a role on a target of this kind.
    for (const target of targets) expect(target.role_arn).toBeUndefined();
  });
});
