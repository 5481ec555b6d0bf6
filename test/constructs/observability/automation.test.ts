import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

const DOCUMENT = "aws_ssm_document";

function content(built: Synthesised, id: string): Json {
  return JSON.parse(built.observability.one(DOCUMENT, id).content);
}

function step(document: Json, name: string): Json {
  return document.mainSteps.find((one: Json) => one.name === name);
}

function statements(built: Synthesised, id: string): Json[] {
  return JSON.parse(built.observability.one("aws_iam_role_policy", id).policy).Statement;
}

/** Names of the steps from one on, as they follow each other when nothing fails. */
function path(document: Json, from: string): string[] {
  const { nextStep } = step(document, from);
  return nextStep === undefined ? [from] : [from, ...path(document, nextStep)];
}

describe("Automation runbooks of the blueprint's production", () => {
  let built: Synthesised;
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("act as one role of their subject, which Systems Manager assumes for this account alone", () => {
    const { name, assume_role_policy: trust } = built.observability.one("aws_iam_role", "checkout_automation_role");
    const roles = ["restart", "scale_out", "restore_bounds", "roll_back"].map(
      (operation) => content(built, `checkout_automation_${operation}`).assumeRole,
    );
    expect(name).toBe("ecommerce-operational-excellence-production-checkout-automation");
    expect(new Set(roles)).toEqual(new Set([`arn:aws:iam::111122223333:role/${name}`]));
    expect(JSON.parse(trust).Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  });

  it("may do to their subject what they call, and to nothing else", () => {
    const policies = Object.entries(built.observability.all("aws_iam_role_policy")).filter(([id]) =>
      id.endsWith("_automation_policy"),
    );
    expect(policies.map(([id]) => id).sort()).toEqual(
      ["checkout", "fulfilment", "order-events", "orders", "sessions", "storefront"].map(
        (name) => `${name}_automation_policy`,
      ),
    );
    const open = policies.flatMap(([, { policy }]) =>
      JSON.parse(policy).Statement.flatMap(({ Resource, Action }: Json) => (Resource === "*" ? Action : [])),
    );
    // Each of these has no resource in the service authorization reference.
    expect([...new Set(open)].sort()).toEqual([
      "application-autoscaling:DescribeScalableTargets",
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeInstanceRefreshes",
      "codedeploy:StopDeployment",
    ]);
    const bounds = statements(built, "checkout_automation_policy").find(({ Sid }) => Sid === "MoveBounds");
    expect(bounds.Condition.StringEquals).toMatchObject({
      "aws:ResourceTag/plan": "ecommerce-operational-excellence",
      "aws:ResourceTag/environment": "production",
      "aws:ResourceTag/service": "checkout",
    });
  });

  it("scale out to twice the minimum within the maximum, unless told otherwise", () => {
    const document = content(built, "checkout_automation_scale_out");
    expect(document.parameters.MinimumCapacity).toMatchObject({ type: "Integer", default: 6 });
    expect(document.parameters.MaximumCapacity).toMatchObject({ type: "Integer", default: 60 });
    expect(step(document, "moveBounds").inputs).toEqual({
      Service: "application-autoscaling",
      Api: "RegisterScalableTarget",
      ServiceNamespace: "ecs",
      ScalableDimension: "ecs:service:DesiredCount",
      ResourceId: "service/c/checkout",
      MinCapacity: "{{ MinimumCapacity }}",
      MaxCapacity: "{{ MaximumCapacity }}",
    });
    expect(step(document, "checkMinimum").inputs.DesiredValues).toEqual(["{{ MinimumCapacity }}"]);
  });

  it("put the bounds of the plan back", () => {
    const document = content(built, "storefront_automation_restore_bounds");
    expect(document.parameters).toBeUndefined();
    expect(step(document, "moveBounds").inputs).toEqual({
      Service: "autoscaling",
      Api: "UpdateAutoScalingGroup",
      AutoScalingGroupName: "storefront",
      MinSize: 3,
      MaxSize: 24,
    });
    expect(step(document, "checkMinimum").inputs.DesiredValues).toEqual([3]);
    expect(step(document, "checkMaximum").inputs.DesiredValues).toEqual([24]);
  });

  it("restart by a new deployment, unless one runs, and fail when ECS rolls back", () => {
    const document = content(built, "checkout_automation_restart");
    expect(step(document, "isDeploying")).toMatchObject({
      onFailure: "step:restart",
      isCritical: false,
      nextStep: "findDeployment",
    });
    expect(step(document, "restart").inputs).toMatchObject({ Api: "UpdateService", forceNewDeployment: true });
    expect(path(document, "restart")).toEqual(["restart", "awaitDeployment", "findDeployment", "awaitEnd", "checkEnd"]);
    expect(step(document, "checkEnd").inputs.DesiredValues).toEqual(["SUCCESSFUL"]);
  });

  it("wait for a canary to bake twice, and not where nothing bakes", () => {
    // Half an hour to replace the tasks, and 15 minutes for the canary and for the whole.
    expect(step(content(built, "checkout_automation_restart"), "awaitEnd").timeoutSeconds).toBe(3600);
    expect(step(content(built, "fulfilment_automation_restart"), "awaitEnd").timeoutSeconds).toBe(1800);
  });

  it("roll a deployment of ECS back by stopping it, and one that ended by what ran before", () => {
    const document = content(built, "checkout_automation_roll_back");
    expect(step(document, "isDeploying")).toMatchObject({ onFailure: "step:readService", nextStep: "findRunning" });
    expect(path(document, "findRunning")).toEqual(["findRunning", "stopDeployment", "awaitRollback", "checkRollback"]);
    expect(step(document, "stopDeployment").inputs.stopType).toBe("ROLLBACK");
    expect(path(document, "readService").slice(0, 4)).toEqual([
      "readService",
      "findRevision",
      "findTaskDefinition",
      "deployBefore",
    ]);
    expect(step(document, "deployBefore").inputs.taskDefinition).toBe("{{ findTaskDefinition.TaskDefinition }}");
  });

  it("roll instances back by CodeDeploy, and by the pipeline once the deployment has ended", () => {
    const document = content(built, "storefront_automation_roll_back");
    for (const name of ["isDeploying", "isByPipeline"]) {
      expect(step(document, name).onFailure).toBe("step:findExecution");
    }
    expect(step(document, "stopDeployment").inputs.autoRollbackEnabled).toBe(true);
    expect(step(document, "redeploy").inputs).toMatchObject({
      pipelineName: "ecommerce-operational-excellence-production-storefront",
      stageName: "Deploy",
      targetPipelineExecutionId: "{{ findExecution.ExecutionId }}",
    });
  });

  it("fail stores over only while nothing else changes them", () => {
    for (const [id, operation] of [
      ["orders_automation_fail_over", "FailoverDBCluster"],
      ["sessions_automation_fail_over", "TestFailover"],
    ] as const) {
      const document = content(built, id);
      expect(document.mainSteps[0]).toMatchObject({ onFailure: "Abort", inputs: { DesiredValues: ["available"] } });
      expect(step(document, "failOver").inputs.Api).toBe(operation);
    }
  });

  it("send dead letters back with the rights that SQS asks for on both queues", () => {
    expect(
      statements(built, "order-events_automation_policy").map(({ Action, Resource }) => [Resource, Action]),
    ).toEqual([
      [
        "arn:aws:sqs:eu-west-1:111122223333:order-events-dead-letters",
        [
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ],
      ],
      ["arn:aws:sqs:eu-west-1:111122223333:order-events", ["sqs:GetQueueAttributes", "sqs:SendMessage"]],
      ["arn:aws:kms:eu-west-1:111122223333:key/data", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ]);
    expect(content(built, "order-events_automation_redrive_dead_letters").parameters.MessagesPerSecond.default).toBe(
      10,
    );
  });

  it("say what they do, when, and whose they are", () => {
    expect(content(built, "checkout_automation_restart").description).toMatch(
      /^Replaces all tasks of service checkout in production.*\n\nWhen: runbooks\/service-errors\.md, .*Owner platform-team\.$/s,
    );
  });

  it("are known to the documents by name and operation", () => {
    const documents = built.evidence.resources.filter(({ role }) => role === "automation-document");
    expect(documents).toHaveLength(Object.keys(built.observability.all(DOCUMENT)).length);
    for (const { address, handles, capabilities } of documents) {
      expect(handles.name).toBe(built.observability.one(DOCUMENT, address.split(".")[1] ?? "").name);
      expect(handles.name).toMatch(new RegExp(`-${handles.operation}$`));
      expect(capabilities).toEqual(["runbook-automation"]);
    }
  });
});

describe("variants of the Automation runbooks", () => {
  it("leave out what nothing can take over, with its role", () => {
    const { observability } = synthObservability("staging");
    const ids = [...Object.keys(observability.all(DOCUMENT)), ...Object.keys(observability.all("aws_iam_role"))];
    expect(ids.filter((id) => /^(orders|sessions|catalog)_automation/.test(id))).toEqual([]);
  });

  it("leave the roll back of instances out where no pipeline deploys", () => {
    const { observability } = synthObservability("production", (tree) => {
      delete tree.delivery.source;
    });
    const ids = Object.keys(observability.all(DOCUMENT));
    expect(ids).not.toContain("storefront_automation_roll_back");
    expect(ids).toContain("checkout_automation_roll_back");
    expect(observability.one("aws_iam_role_policy", "storefront_automation_policy").policy).not.toContain("codedeploy");
  });

  it("raise both bounds where the minimum is the maximum", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.services[2].scaling = { min: 4, max: 4 };
    });
    const document = JSON.parse(observability.one(DOCUMENT, "fulfilment_automation_scale_out").content);
    expect(document.parameters.MinimumCapacity.default).toBe(8);
    expect(document.parameters.MaximumCapacity.default).toBe(8);
  });
});
