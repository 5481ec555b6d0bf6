import { CHECKS_CRON } from "../../../src/constructs/delivery/checks/checks-schedule";
import { OPERATIONAL_CHECKS } from "../../../src/model/catalogue/operational-checks";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../../../src/model/maintenance-windows";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type SynthesisedDelivery, synthDelivery } from "../../support/delivery-stack";

const NAME = "ecommerce-operational-excellence-production";
const PROJECT = "aws_codebuild_project.operational_checks_project";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

function synth(change?: Parameters<typeof blueprintPlan>[1]): SynthesisedDelivery {
  return synthDelivery(blueprintPlan("production", change));
}

function project(delivery: SynthesisedDelivery) {
  return delivery.resources.aws_codebuild_project?.operational_checks_project;
}

function statements(delivery: SynthesisedDelivery): readonly Statement[] {
  return JSON.parse(delivery.resources.aws_iam_role_policy?.operational_checks_service_policy.policy).Statement;
}

function sections(delivery: SynthesisedDelivery): readonly string[] {
  const { build } = JSON.parse(project(delivery).source.buildspec).phases;
  return build.commands.flatMap((command: string) => /^echo "== ([a-z-]+):/m.exec(command)?.[1] ?? []);
}

describe("the shipped blueprint", () => {
  const delivery = synth();

  it("clones the whole repository by its connection", () => {
    expect(project(delivery)).toMatchObject({
      name: `${NAME}-checks`,
      source: {
        type: "GITHUB",
        location: "https://github.com/example-org/shop.git",
        git_clone_depth: 0,
        auth: { type: "CODECONNECTIONS", resource: "${aws_codeconnections_connection.source_connection.arn}" },
      },
      source_version: "main",
      artifacts: { type: "NO_ARTIFACTS" },
      environment: { type: "LINUX_CONTAINER", privileged_mode: false },
    });
  });

  it("tells the build where plan and documents are", () => {
    const variables = project(delivery).environment.environment_variable;
    expect(Object.fromEntries(variables.map(({ name, value }: Record<string, string>) => [name, value]))).toEqual({
      PLAN_NAME: "ecommerce-operational-excellence",
      PLAN_ENVIRONMENT: "production",
      PLAN_FILE: "plan.yaml",
      DOCS_FOLDER: "cdktf.out/docs/ecommerce-operational-excellence/production",
    });
  });

  it("has a section for each check of the catalogue, by its name", () => {
    expect(sections(delivery)).toEqual(["synthesis", ...OPERATIONAL_CHECKS.map(({ name }) => name), "unable"]);
  });

  it("asks Compute Optimizer about each generated service and group", () => {
    const text = project(delivery).source.buildspec;
    expect(text).toContain("--service-arns arn:aws:ecs:eu-west-1:111122223333:service/cluster/checkout");
    expect(text).toContain("--service-arns arn:aws:ecs:eu-west-1:111122223333:service/cluster/fulfilment");
    expect(text).toContain("--auto-scaling-group-names storefront-group");
  });

  it("runs every day, outside of the windows for backups and maintenance", () => {
    expect(delivery.resources.aws_scheduler_schedule?.operational_checks_daily).toMatchObject({
      name: `${NAME}-checks`,
      schedule_expression: CHECKS_CRON,
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: `\${${PROJECT}.arn}`,
        retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 3 },
      },
    });
    const [, minute = "", hour = ""] = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(CHECKS_CRON) ?? [];
    const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
    expect(time > BACKUP_WINDOW.slice(-5)).toBe(true);
    expect(time > MAINTENANCE_WINDOW.slice(-5)).toBe(true);
  });

  it("may start that one project, by the schedule", () => {
    const { policy } = delivery.resources.aws_iam_role_policy?.operational_checks_schedule_policy ?? {};
    expect(JSON.parse(policy).Statement).toEqual([
      { Sid: "StartChecks", Effect: "Allow", Action: "codebuild:StartBuild", Resource: `\${${PROJECT}.arn}` },
    ]);
  });

  it("may put ticket requests on the default bus, and no other events", () => {
    expect(statements(delivery).find(({ Sid }) => Sid === "AskForTickets")).toMatchObject({
      Action: "events:PutEvents",
      Resource: "arn:aws:events:eu-west-1:111122223333:event-bus/default",
      Condition: { StringEquals: { "events:source": "opsplan", "events:detail-type": "Ticket wanted" } },
    });
  });

  it("changes nothing: its allowed actions write a log and events only", () => {
    const allowed = statements(delivery).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action);
    const reading = /:(Get|List|Describe|Use|Validate)|^kms:Decrypt$/;
    expect(actions.filter((action) => !reading.test(action))).toEqual([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "events:PutEvents",
    ]);
    expect(delivery.resources.aws_iam_role_policy_attachment).toMatchObject({
      operational_checks_read_only: { policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
  });

  it("reads the state of this plan and environment, and no other object, parameter or data", () => {
    const state = `arn:aws:s3:::example-org-terraform-state/opsplan/ecommerce-operational-excellence/production/*`;
    const found = new Map(statements(delivery).map((statement) => [statement.Sid, statement]));
    expect(found.get("ReadState")).toMatchObject({ Effect: "Allow", Action: "s3:GetObject", Resource: state });
    expect(found.get("NoObjects")).toMatchObject({
      Effect: "Deny",
      NotResource: [state, "arn:aws:s3:::*/canaries/*/probe.zip", "arn:aws:s3:::*/functions/*/validation.zip"],
    });
    expect(found.get("NoParameters")).toMatchObject({
      Effect: "Deny",
      NotResource: [
        "arn:aws:ssm:eu-west-1::parameter/aws/service/*",
        "arn:aws:ssm:eu-central-1::parameter/aws/service/*",
        "arn:aws:ssm:*:111122223333:parameter/opsplan/ecommerce-operational-excellence/production/*",
      ],
    });
    expect(found.get("NoData")).toMatchObject({ Effect: "Deny", Resource: "*" });
    expect(found.get("NoData")?.Action).toEqual(
      expect.arrayContaining([
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "secretsmanager:BatchGetSecretValue",
        "sqs:ReceiveMessage",
      ]),
    );
    expect(found.get("NoSecrets")).toEqual({
      Sid: "NoSecrets",
      Effect: "Deny",
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
    });
  });

  it("reads of secrets only the versions that Terraform wrote, whose passwords have ended", () => {
    const plan = blueprintPlan("production");
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-master-AbCdEf";
    const found = statements(synthDelivery(plan, { arn, initialVersionId: "first" }));
    const secrets = found.filter(({ Action }) => Action === "secretsmanager:GetSecretValue");
    expect(secrets).toEqual([
      {
        Sid: "NoSecrets",
        Effect: "Deny",
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
        Condition: { StringNotEquals: { "secretsmanager:VersionId": ["first"] } },
      },
      {
        Sid: "ReadFirstVersions",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [arn],
        Condition: { StringEquals: { "secretsmanager:VersionId": ["first"] } },
      },
    ]);
    expect(found.find(({ Sid }) => Sid === "DecryptFirstVersions")?.Condition).toEqual({
      StringEquals: {
        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
        "kms:EncryptionContext:SecretARN": [arn],
        "kms:EncryptionContext:SecretVersionId": ["first"],
      },
    });
  });

  it("says in the evidence which tickets it opens, and by what name runbooks start it", () => {
    const found = delivery.evidence.resources.find(({ role }) => role === "operational-checks");
    expect(found).toMatchObject({
      address: PROJECT,
      capabilities: ["operational-check"],
      handles: { name: `${NAME}-checks` },
      detects: OPERATIONAL_CHECKS.map(({ ticket }) => ticket).sort(),
    });
  });
});

describe("what the plan decides", () => {
  it("takes plan and documents from where the plan says, and the branch and host of the source", () => {
    const delivery = synth((tree) => {
      tree.delivery.checks = { plan: "operations/shop.yaml", docs: "docs/shop" };
      tree.delivery.source = { repository: "group/shop", branch: "trunk", provider: "GitLab" };
    });
    expect(project(delivery).environment.environment_variable).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "PLAN_FILE", value: "operations/shop.yaml" }),
        expect.objectContaining({ name: "DOCS_FOLDER", value: "docs/shop" }),
      ]),
    );
    expect(project(delivery).source).toMatchObject({ type: "GITLAB", location: "https://gitlab.com/group/shop.git" });
    expect(project(delivery).source_version).toBe("trunk");
  });

  it("looks for no drift, and reads no account, where the state is local", () => {
    const delivery = synth((tree) => delete tree.state);
    expect(sections(delivery)).not.toContain("infrastructure-drift");
    expect(delivery.resources.aws_iam_role_policy_attachment).toBeUndefined();
    expect(statements(delivery).map(({ Sid }) => Sid)).toEqual([
      "WriteLogs",
      "ReadSource",
      "AskForTickets",
      "ReadTickets",
      "ReadRecommendations",
    ]);
    const found = delivery.evidence.resources.find(({ role }) => role === "operational-checks");
    expect(found?.detects).not.toContain("infrastructure_drift_detected");
  });

  it("decrypts state with the key that the plan names", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/state";
    const delivery = synth((tree) => {
      tree.state.kmsKeyArn = kmsKeyArn;
    });
    expect(statements(delivery).find(({ Sid }) => Sid === "DecryptState")?.Resource).toBe(kmsKeyArn);
  });

  it("leaves out a check whose ticket is switched off, with its rights", () => {
    const delivery = synth((tree) => {
      tree.tickets = { triggers: { automation_opportunity_identified: { enabled: false } } };
    });
    expect(sections(delivery)).not.toContain("recurring-tickets");
    expect(statements(delivery).map(({ Sid }) => Sid)).not.toContain("ReadTickets");
  });

  it.each([
    ["the checks are switched off", { checks: { enabled: false } }],
    ["there is no source", { source: undefined }],
  ])("makes none when %s", (_, delivery) => {
    const { resources } = synth((tree) => Object.assign(tree.delivery, delivery));
    expect(resources.aws_scheduler_schedule).toBeUndefined();
    expect(resources.aws_codebuild_project?.operational_checks_project).toBeUndefined();
  });

  it("makes none when no ticket is wanted", () => {
    const off = Object.fromEntries(OPERATIONAL_CHECKS.map(({ ticket }) => [ticket, { enabled: false }]));
    const { resources } = synth((tree) => {
      tree.tickets = { triggers: off };
    });
    expect(resources.aws_scheduler_schedule).toBeUndefined();
  });
});
