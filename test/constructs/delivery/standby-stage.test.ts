import { recoveringPlan, type WholePlan } from "../../support/whole-plan";

/** Parsed JSON of a shape that the test states. */
// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape
type Json = any;

const ACCOUNT = "111122223333";
const NAME = "ecommerce-operational-excellence-production";

function stages(built: WholePlan, service: string): readonly string[] {
  const pipeline: Json = built.stack("delivery").get("aws_codepipeline", `${service}_delivery_pipeline`);
  return pipeline.stage.map(({ name }: Json) => name);
}

function buildCommands(built: WholePlan, service: string): readonly string[] {
  const project: Json = built.stack("delivery").get("aws_codebuild_project", `${service}_standby_project`);
  return JSON.parse(project.source.buildspec).phases.build.commands;
}

describe("pipelines of a plan with a live standby", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("warm-standby");
  });

  it("copy after they deployed, so that a fault of the recovery region holds up no user", () => {
    const order = stages(built, "checkout");
    expect(order.slice(-2)).toEqual(["Deploy", "Standby"]);
    expect(stages(built, "storefront").slice(-2)).toEqual(["Deploy", "Standby"]);
  });

  it("refresh what runs there, and may touch nothing else", () => {
    expect(buildCommands(built, "checkout").at(-1)).toContain(
      `update-service --region "$STANDBY_REGION" --cluster ${NAME}-recovery --service ${NAME}-recovery-checkout --force-new-deployment`,
    );
    expect(buildCommands(built, "storefront").at(-1)).toContain(
      `--auto-scaling-group-name ${NAME}-recovery-storefront`,
    );
    const delivery = built.stack("delivery");
    expect(
      delivery.statement("aws_iam_role_policy", "checkout_standby_service_policy", "RefreshStandby"),
    ).toMatchObject({
      Action: ["ecs:DescribeServices", "ecs:UpdateService"],
      Resource: `arn:aws:ecs:eu-central-1:${ACCOUNT}:service/${NAME}-recovery/${NAME}-recovery-checkout`,
    });
    expect(delivery.statement("aws_iam_role_policy", "checkout_standby_service_policy", "PushImages").Resource).toBe(
      `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/${NAME}-recovery-checkout`,
    );
  });

  it("keep the deployed image for as long as it is the deployed one", () => {
    const policy: Json = built
      .stack("delivery")
      .get("aws_ecr_lifecycle_policy", "checkout_standby_images_lifecycle_policy");
    expect(policy.region).toBe("eu-central-1");
    const { rules } = JSON.parse(policy.policy);
    expect(rules.map(({ rulePriority, selection }: Json) => [rulePriority, selection.tagStatus])).toEqual([
      [1, "tagged"],
      [2, "untagged"],
      [3, "any"],
    ]);
    expect(rules[0].selection).toMatchObject({ tagPatternList: ["deployed"], countNumber: 1 });
  });

  it("read the machine images of both regions in the check of drift", () => {
    const statement = built
      .stack("delivery")
      .statement("aws_iam_role_policy", "operational_checks_service_policy", "NoParameters");
    expect(statement.NotResource).toEqual([
      "arn:aws:ssm:eu-west-1::parameter/aws/service/*",
      "arn:aws:ssm:eu-central-1::parameter/aws/service/*",
      "arn:aws:ssm:*:111122223333:parameter/opsplan/ecommerce-operational-excellence/production/*",
    ]);
  });
});

describe("pipelines of other plans", () => {
  it("copy to a cold standby too, and refresh nothing that is not there", () => {
    const built = recoveringPlan("backup-and-restore");
    expect(stages(built, "checkout").at(-1)).toBe("Standby");
    expect(buildCommands(built, "checkout").join("\n")).not.toMatch(/update-service|instance-refresh/);
    expect(
      built
        .stack("delivery")
        .statements("aws_iam_role_policy", "checkout_standby_service_policy")
        .map(({ Sid }) => Sid),
    ).not.toContain("RefreshStandby");
  });

  it("end with the deployment without a recovery region", () => {
    const built = recoveringPlan("pilot-light", (tree) => {
      delete tree.environments.production.recoveryRegion;
    });
    expect(stages(built, "checkout").at(-1)).toBe("Deploy");
    expect(built.evidence.stacks.map(({ kind }) => kind)).not.toContain("standby");
  });
});
