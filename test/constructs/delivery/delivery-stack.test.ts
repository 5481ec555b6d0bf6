import { terraformLiteral } from "../../../src/constructs/core/terraform-literal";
import type { Plan } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type SynthesisedDelivery, synthDelivery } from "../../support/delivery-stack";

const NAME = "ecommerce-operational-excellence-production";
const ARTIFACTS = "arn:aws:s3:::artifacts-111122223333";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

function synth(environment: string, change?: Parameters<typeof blueprintPlan>[1]): SynthesisedDelivery {
  const plan: Plan = terraformLiteral(blueprintPlan(environment, change));
  return synthDelivery(plan);
}

function statements(delivery: SynthesisedDelivery, policy: string): readonly Statement[] {
  return JSON.parse(delivery.resources.aws_iam_role_policy?.[policy].policy).Statement;
}

function statement(delivery: SynthesisedDelivery, policy: string, sid: string): Statement | undefined {
  return statements(delivery, policy).find(({ Sid }) => Sid === sid);
}

function stages(delivery: SynthesisedDelivery, pipeline: string): readonly string[] {
  return delivery.resources.aws_codepipeline?.[pipeline].stage.map(({ name }: { name: string }) => name);
}

function deployStage(delivery: SynthesisedDelivery, pipeline: string) {
  return delivery.resources.aws_codepipeline?.[pipeline].stage.at(-1);
}

describe("the shipped blueprint in production", () => {
  const delivery = synth("production");

  it("has a pipeline, two builds and a repository for each of the three services", () => {
    expect(Object.keys(delivery.resources.aws_codepipeline ?? {})).toEqual([
      "checkout_delivery_pipeline",
      "fulfilment_delivery_pipeline",
      "storefront_delivery_pipeline",
    ]);
    const builds = Object.keys(delivery.resources.aws_codebuild_project ?? {});
    expect(builds.filter((id) => /_(test|build)_project$/.test(id))).toHaveLength(6);
    expect(Object.keys(delivery.resources.aws_ecr_repository ?? {})).toHaveLength(3);
    expect(Object.keys(delivery.resources.aws_codeconnections_connection ?? {})).toHaveLength(1);
  });

  it("names pipelines by the prefix that failed executions are recognised by", () => {
    expect(delivery.resources.aws_codepipeline?.checkout_delivery_pipeline.name).toBe(`${NAME}-checkout`);
  });

  it("keeps the connection's name within CodeConnections' 32 characters", () => {
    expect(delivery.resources.aws_codeconnections_connection?.source_connection.name).toHaveLength(32);
  });

  it("approves between build and deployment", () => {
    expect(stages(delivery, "checkout_delivery_pipeline")).toEqual(["Source", "Test", "Build", "Approve", "Deploy"]);
  });

  it("starts a pipeline once, by its trigger on the branch", () => {
    const pipeline = delivery.resources.aws_codepipeline?.checkout_delivery_pipeline;
    expect(pipeline.trigger[0].git_configuration.push).toEqual([{ branches: { includes: ["main"] } }]);
    expect(pipeline.stage[0].action[0].configuration.DetectChanges).toBe("false");
  });

  it("deploys to Fargate by the ECS action and rolls the stage back when it fails", () => {
    const { action, on_failure: onFailure } = deployStage(delivery, "checkout_delivery_pipeline");
    expect(action[0].provider).toBe("ECS");
    expect(action[0].configuration).toMatchObject({ ServiceName: "checkout", FileName: "imagedefinitions.json" });
    expect(onFailure).toEqual({ result: "ROLLBACK" });
  });

  it("deploys to instances by CodeDeploy, which rolls back by itself", () => {
    const { action, on_failure: onFailure } = deployStage(delivery, "storefront_delivery_pipeline");
    expect(action[0].provider).toBe("CodeDeploy");
    expect(onFailure).toBeUndefined();
    const group = delivery.resources.aws_codedeploy_deployment_group?.storefront_deployment_group;
    expect(group.autoscaling_groups).toEqual(["storefront-group"]);
    expect(group.load_balancer_info.target_group_info).toEqual([{ name: "storefront" }]);
    expect(group.alarm_configuration).toEqual({
      enabled: true,
      alarms: ["storefront-deployment-errors", "storefront-deployment-health"],
      ignore_poll_alarm_failure: false,
    });
    expect(group.auto_rollback_configuration.events).toEqual(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]);
  });

  it("watches the first zone for the plan's 15 minutes, with two thirds of the instances up", () => {
    const config = delivery.resources.aws_codedeploy_deployment_config?.storefront_deployment_deployment_config;
    expect(config.zonal_config).toEqual({ first_zone_monitor_duration_in_seconds: 900 });
    expect(config.minimum_healthy_hosts).toEqual({ type: "FLEET_PERCENT", value: 66 });
  });

  it("keeps repositories: immutable, scanned, encrypted, undeletable", () => {
    for (const repository of Object.values(delivery.resources.aws_ecr_repository ?? {})) {
      expect(repository).toMatchObject({
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: "KMS" }],
        force_delete: false,
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it("keeps 50 images, and untagged ones for 7 days", () => {
    const { policy } = delivery.resources.aws_ecr_lifecycle_policy?.checkout_images_lifecycle_policy ?? {};
    expect(JSON.parse(policy).rules).toMatchObject([
      { selection: { tagStatus: "untagged", countNumber: 7, countUnit: "days" } },
      { selection: { tagStatus: "any", countNumber: 50 } },
    ]);
  });

  it("gives Docker's privileges to image builds only", () => {
    for (const [id, project] of Object.entries(delivery.resources.aws_codebuild_project ?? {})) {
      expect(project.environment.privileged_mode).toBe(id.endsWith("_build_project"));
    }
  });

  it("builds for the processor that the service runs on: m7g is Arm, Fargate is x86", () => {
    const type = (id: string) => delivery.resources.aws_codebuild_project?.[id].environment.type;
    expect(type("storefront_build_project")).toBe("ARM_CONTAINER");
    expect(type("checkout_build_project")).toBe("LINUX_CONTAINER");
  });

  it("encrypts every log, and keeps those of builds for the plan's 90 days", () => {
    const groups = Object.values(delivery.resources.aws_cloudwatch_log_group ?? {});
    for (const group of groups) expect(group).toMatchObject({ kms_key_id: expect.any(String) });
    const builds = groups.filter(({ name }) => name.startsWith("/aws/codebuild/"));
    expect(builds.map((group) => group.retention_in_days)).toEqual(Array(7).fill(90));
  });

  it("reports tests into a group of the service's own", () => {
    const project = delivery.resources.aws_codebuild_project?.checkout_test_project;
    const group = "$" + "{aws_codebuild_report_group.checkout_test_reports.arn}";
    expect(Object.keys(JSON.parse(project.source.buildspec).reports)).toEqual([group]);
  });

  it("leaves nothing of a shell's own for Terraform to expand", () => {
    const expressions = delivery.text.match(/[$%]\{[^}]*\}/g) ?? [];
    expect(expressions.filter((text) => !/^\$\{aws_[a-z_.]+\}$/.test(text))).toEqual([]);
  });

  it("names every service on its resources", () => {
    for (const type of ["aws_codepipeline", "aws_codebuild_project", "aws_ecr_repository", "aws_iam_role"]) {
      for (const [id, resource] of Object.entries(delivery.resources[type] ?? {})) {
        if (/^(operational_checks|deployment_metrics)/.test(id)) continue;
        expect(resource.tags).toEqual({ service: id.split("_")[0] });
      }
    }
  });

  describe("permissions", () => {
    it("reach every resource in few kinds of statement, where AWS knows no other", () => {
      const broad = Object.keys(delivery.resources.aws_iam_role_policy ?? {}).flatMap((policy) =>
        statements(delivery, policy)
          .filter(({ Effect, Resource }) => Effect === "Allow" && Resource === "*")
          .map(({ Sid }) => Sid),
      );
      expect([...new Set(broad)].sort()).toEqual([
        "DeliverLogs",
        "FindInstancesAndAlarms",
        "ListTasks",
        "LogInToRegistry",
        "PublishMetrics",
        "ReadRecommendations",
        "ReadTickets",
        "ReviseTaskDefinition",
        "Trace",
        "ValidateDefinitions",
      ]);
    });

    it("use no wildcard in actions", () => {
      for (const policy of Object.keys(delivery.resources.aws_iam_role_policy ?? {})) {
        const actions = statements(delivery, policy).flatMap(({ Action }) => Action);
        expect(actions.filter((action) => action.includes("*"))).toEqual([]);
      }
    });

    it("bound artefacts to the prefix that CodePipeline gives them, 20 characters of the pipeline's name", () => {
      const resource = `${ARTIFACTS}/ecommerce-operationa/*`;
      expect(statement(delivery, "checkout_test_service_policy", "UseArtifacts")).toMatchObject({
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: resource,
      });
      expect(statement(delivery, "checkout_delivery_service_policy", "UseArtifacts")?.Resource).toBe(resource);
    });

    it("let a pipeline pass exactly the roles of its tasks, to tasks", () => {
      expect(statement(delivery, "checkout_delivery_service_policy", "PassTaskRoles")).toMatchObject({
        Resource: ["arn:aws:iam::111122223333:role/checkout-task", "arn:aws:iam::111122223333:role/checkout-execution"],
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      });
    });

    it("let a pipeline update its own service and no other", () => {
      expect(statement(delivery, "checkout_delivery_service_policy", "UpdateService")?.Resource).toBe(
        "arn:aws:ecs:eu-west-1:111122223333:service/cluster/checkout",
      );
    });

    it("let CodeDeploy change its own Auto Scaling group only", () => {
      expect(statement(delivery, "storefront_deployment_service_policy", "ManageLifecycleHook")?.Resource).toBe(
        "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/storefront-group",
      );
    });

    it("trust services acting for this account only", () => {
      for (const role of Object.values(delivery.resources.aws_iam_role ?? {})) {
        const [trust] = JSON.parse(role.assume_role_policy).Statement;
        expect(trust.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
      }
    });
  });

  describe("evidence", () => {
    const providers = (capability: string) =>
      delivery.evidence.resources
        .filter(({ capabilities }) => capabilities.some((claimed) => claimed === capability))
        .map(({ address }) => address);

    it("finds pipelines, tests and scans of every service", () => {
      expect(providers("pipeline")).toHaveLength(3);
      expect(providers("automated-test")).toContain("aws_codebuild_project.checkout_test_project");
      expect(providers("image-scan")).toContain("aws_codebuild_project.checkout_build_project");
    });

    it("finds what rolls back", () => {
      expect(providers("deployment-rollback")).toEqual([
        "aws_codedeploy_deployment_group.storefront_deployment_group",
        "aws_codepipeline.checkout_delivery_pipeline",
        "aws_codepipeline.fulfilment_delivery_pipeline",
      ]);
    });

    it("names what runbooks call", () => {
      const found = delivery.evidence.resources.find(({ role }) => role === "deployment-group");
      expect(found?.handles).toEqual({ application: `${NAME}-storefront`, group: `${NAME}-storefront` });
    });
  });
});

describe("what the plan decides", () => {
  it("makes nothing without a source", () => {
    expect(synth("production", (tree) => delete tree.delivery.source).resources).toEqual({});
  });

  it("uses a connection that exists", () => {
    const arn = "arn:aws:codeconnections:eu-west-1:111122223333:connection/0123";
    const delivery = synth("production", (tree) => {
      tree.delivery.source.connectionArn = arn;
    });
    expect(delivery.resources.aws_codeconnections_connection).toBeUndefined();
    expect(statement(delivery, "checkout_delivery_service_policy", "ReadSource")?.Resource).toBe(arn);
  });

  it("asks nobody in a small environment", () => {
    expect(stages(synth("staging"), "checkout_delivery_pipeline")).toEqual(["Source", "Test", "Build", "Deploy"]);
  });

  it("takes one instance after another where the group is too small for a share", () => {
    const delivery = synth("staging");
    expect(delivery.resources.aws_codedeploy_deployment_config).toBeUndefined();
    const group = delivery.resources.aws_codedeploy_deployment_group?.storefront_deployment_group;
    expect(group.deployment_config_name).toBe("CodeDeployDefault.OneAtATime");
  });

  it("does not roll back a canary that is watched longer than the action waits: 30 + 25 + 10 > 60 minutes", () => {
    const delivery = synth("production", (tree) => {
      tree.delivery.canary.bake = "30m";
      tree.delivery.bake = "25m";
    });
    expect(deployStage(delivery, "checkout_delivery_pipeline").on_failure).toBeUndefined();
    expect(deployStage(delivery, "fulfilment_delivery_pipeline").on_failure).toEqual({ result: "ROLLBACK" });
  });

  it("counts each step of a linear deployment but the last, and the old version's time", () => {
    const rollsBack = (delivery: object) =>
      deployStage(
        synth("production", (tree) => {
          tree.services[1].delivery = delivery;
        }),
        "checkout_delivery_pipeline",
      ).on_failure !== undefined;
    // Four steps of 25 % have three pauses: 3 × 10 + 20 + 10 = 60 minutes, which the action just waits.
    expect(rollsBack({ strategy: "linear", linear: { step: "25%", bake: "10m" }, bake: "20m" })).toBe(true);
    expect(rollsBack({ strategy: "linear", linear: { step: "25%", bake: "11m" }, bake: "20m" })).toBe(false);
    expect(rollsBack({ strategy: "blue-green", bake: "50m" })).toBe(true);
    expect(rollsBack({ strategy: "blue-green", bake: "51m" })).toBe(false);
    expect(rollsBack({ strategy: "rolling", bake: "51m" })).toBe(true);
  });

  it("keeps text of the plan from becoming a Terraform expression", () => {
    const delivery = synth("production", (tree) => {
      tree.delivery.testCommand = `echo "$\{HOME}"`;
    });
    const project = delivery.resources.aws_codebuild_project?.checkout_test_project;
    expect(JSON.parse(project?.source.buildspec).phases.build.commands[1]).toBe(`echo "$$\{HOME}"`);
  });
});
