import { servicesOfTypes } from "../../../src/constructs/bootstrap/services-of-types";
import type { Statement } from "../../../src/constructs/core/policy";
import type { StackKind } from "../../../src/model/stack-kinds";
import { recoveringPlan, type WholePlan } from "../../support/whole-plan";

const ACCOUNT = "111122223333";
const PLAN = "ecommerce-operational-excellence";
const NAME = `${PLAN}-production`;
const BUCKET = "example-org-shop-state";
const KINDS: readonly StackKind[] = ["foundation", "data", "services", "observability", "delivery", "recovery"];

// biome-ignore lint/suspicious/noExplicitAny: an authored tree of any shape.
type Tree = any;

function owning(change: (tree: Tree) => void = () => {}): WholePlan {
  return recoveringPlan("backup-and-restore", (tree) => {
    tree.state = { ...tree.state, bucket: BUCKET, bootstrap: "owned" };
    for (const environment of Object.values<Tree>(tree.environments)) delete environment.state;
    change(tree);
  });
}

/** What a role may do and not, wherever its policy was split. */
function statementsOf({ stack }: WholePlan, purpose: string): readonly Statement[] {
  const bootstrap = stack("bootstrap");
  const prefix = `pipeline_${purpose}_policy`;
  return ["aws_iam_role_policy", "aws_iam_policy"].flatMap((type) =>
    bootstrap
      .ids(type)
      .filter((id) => id.startsWith(prefix))
      .flatMap((id) => bootstrap.statements(type, id)),
  );
}

function named(statements: readonly Statement[], sid: string): Statement {
  const found = statements.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid} among ${statements.map(({ Sid }) => Sid).join(", ")}`);
  return found;
}

const whole = owning();
const bootstrap = whole.stack("bootstrap");

describe("the bucket of the state", () => {
  it("is versioned, encrypted by a key of its own, closed, and kept from deletion", () => {
    expect(bootstrap.get("aws_s3_bucket", "state_storage_bucket")).toMatchObject({
      bucket: BUCKET,
      lifecycle: { prevent_destroy: true },
    });
    expect(bootstrap.get("aws_kms_key", "state_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    const [rule] = bootstrap.get(
      "aws_s3_bucket_server_side_encryption_configuration",
      "state_storage_bucket_encryption",
    ).rule as Tree[];
    expect(rule.apply_server_side_encryption_by_default.kms_master_key_id).toBe("${aws_kms_key.state_key.arn}");
    expect(bootstrap.get("aws_s3_bucket_versioning", "state_storage_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(bootstrap.statement("aws_s3_bucket_policy", "state_storage_bucket_policy", "TlsOnly")).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("is what every stack's backend writes to, with the key's alias", () => {
    for (const kind of [...KINDS, "bootstrap" as const]) {
      expect(JSON.parse(whole.text(kind)).terraform.backend.s3).toEqual({
        bucket: BUCKET,
        key: `opsplan/${PLAN}/production/${kind}.tfstate`,
        region: "eu-west-1",
        encrypt: true,
        kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/${NAME}-state`,
        use_lockfile: true,
      });
    }
  });

  it("stands in the region that the plan says, with a key that exists", () => {
    const keyArn = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`;
    const elsewhere = owning((tree) => {
      tree.state = { ...tree.state, region: "eu-central-1", kmsKeyArn: keyArn };
    }).stack("bootstrap");
    expect(elsewhere.ids("aws_kms_key")).toEqual([]);
    expect(elsewhere.get("aws_s3_bucket", "state_storage_bucket").region).toBe("eu-central-1");
    expect(
      JSON.stringify(
        elsewhere.get("aws_s3_bucket_server_side_encryption_configuration", "state_storage_bucket_encryption"),
      ),
    ).toContain(keyArn);
  });

  it("is nobody's business where it exists", () => {
    const existing = recoveringPlan("backup-and-restore");
    expect(existing.evidence.stacks.map(({ kind }) => kind)).not.toContain("bootstrap");
    expect(
      existing
        .stack("services")
        .all("aws_iam_role")
        .some((role) => "permissions_boundary" in role),
    ).toBe(false);
  });
});

describe("who assumes the pipeline's roles", () => {
  const trust = (purpose: string) =>
    bootstrap.statement("aws_iam_role", `pipeline_${purpose}_role`, "AssumedByWorkflow", "assume_role_policy");
  const repository = "example-org/shop";

  it("plans from pull requests and the branch", () => {
    expect(trust("plan")).toMatchObject({
      Principal: { Federated: "${aws_iam_openid_connect_provider.pipeline_provider.arn}" },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:repository": repository,
        },
        StringLike: {
          "token.actions.githubusercontent.com:sub": [
            `repo:${repository}:pull_request`,
            "repo:example-org@*/shop@*:pull_request",
            `repo:${repository}:ref:refs/heads/main`,
            "repo:example-org@*/shop@*:ref:refs/heads/main",
          ],
        },
      },
    });
  });

  it("applies from the branch in the plan's environment alone", () => {
    expect(trust("apply").Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:repository": repository,
        "token.actions.githubusercontent.com:ref": "refs/heads/main",
        "token.actions.githubusercontent.com:environment": NAME,
      },
      StringLike: {
        "token.actions.githubusercontent.com:sub": [
          `repo:${repository}:environment:${NAME}`,
          `repo:example-org@*/shop@*:environment:${NAME}`,
        ],
      },
    });
  });

  it("is nobody where the source is not on GitHub", () => {
    const gitlab = owning((tree) => {
      tree.delivery.source.provider = "GitLab";
    });
    expect(gitlab.stack("bootstrap").ids("aws_iam_role")).toEqual([]);
    expect(gitlab.stack("bootstrap").ids("aws_s3_bucket")).toHaveLength(1);
  });

  it("is known by the account's own provider where another plan made it", () => {
    const shared = owning((tree) => {
      tree.state.oidcProvider = "existing";
    }).stack("bootstrap");
    expect(shared.ids("aws_iam_openid_connect_provider")).toEqual([]);
    expect(
      shared.statement("aws_iam_role", "pipeline_plan_role", "AssumedByWorkflow", "assume_role_policy").Principal,
    ).toEqual({ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` });
  });
});

describe("what the plan role may do", () => {
  const statements = statementsOf(whole, "plan");
  const allowed = statements.filter(({ Effect }) => Effect === "Allow");

  it("changes nothing: every action that is allowed reads", () => {
    const actions = allowed.flatMap(({ Action }) => Action).map((action) => String(action).split(":")[1]);
    const writing = actions.filter(
      (action) => !/^(BatchGet|Describe|Get|List|View|Validate|Check|Decrypt)/.test(action ?? ""),
    );
    expect(writing).toEqual([]);
  });

  it("reads the states of its own plan and no other object, no secret and no data", () => {
    const states = `arn:aws:s3:::${BUCKET}/opsplan/${PLAN}/production/*`;
    expect(named(statements, "ReadState").Resource).toBe(states);
    expect(named(statements, "NoObjects").NotResource).toContain(states);
    expect(named(statements, "NoSecrets")).toMatchObject({ Effect: "Deny", Resource: "*" });
    expect(named(statements, "NoData").Action).toEqual(expect.arrayContaining(["dynamodb:Scan", "sqs:ReceiveMessage"]));
  });

  it("reads the services that are generated, in the plan's regions", () => {
    const read = named(statements, "ReadSettings1");
    expect(read.Action).toEqual(expect.arrayContaining(["ecs:Describe*", "rds:Describe*", "backup:List*"]));
    expect(JSON.stringify(statements)).not.toContain("directconnect:");
    // The state's, and that of global services, beside its own and the recovery region.
    expect(read.Condition).toEqual({
      StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1", "us-east-1"] },
    });
  });
});

describe("what the apply role may do", () => {
  const statements = statementsOf(whole, "apply");
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/${NAME}-terraform-boundary`;
  // AWS Backup wants a word of its own in the names of its roles.
  const roles = [
    `${NAME}-*`,
    `AWSBackup-${NAME}-backup`,
    `AWSBackup-${NAME}-r-20a06f28`,
    `AWSBackup-${NAME}-restore`,
  ].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);

  it("gives rights only to roles of the plan's names that have its boundary", () => {
    expect(named(statements, "GiveRightsBelowBoundary")).toMatchObject({
      Action: expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]),
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
    });
    const elsewhere = statements.filter(
      ({ Sid, Effect, Action }) =>
        Effect === "Allow" &&
        Sid !== "GiveRightsBelowBoundary" &&
        [Action].flat().some((action) => /^iam:(\*|Create\*|CreateRole|Put|Attach)/.test(String(action))),
    );
    expect(elsewhere).toEqual([]);
  });

  it("passes roles to the services that they trust, and to no others", () => {
    const { Resource, Condition } = named(statements, "PassRoles");
    expect(Resource).toEqual(roles);
    const services = Condition?.StringEquals?.["iam:PassedToService"];
    expect(services).toContain("ecs-tasks.amazonaws.com");
    expect(services).not.toContain("dms.amazonaws.com");
  });

  it("is denied what it stands on itself", () => {
    expect(named(statements, "NoOwnRights")).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["iam:Attach*", "iam:PassRole", "iam:Put*", "iam:Update*"]),
      Resource: [
        `arn:aws:iam::${ACCOUNT}:role/${NAME}-terraform-plan`,
        `arn:aws:iam::${ACCOUNT}:role/${NAME}-terraform-apply`,
        boundary,
        `arn:aws:iam::${ACCOUNT}:policy/${NAME}-terraform-*`,
        `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
      ],
    });
    expect(named(statements, "NoStateSettings")).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["s3:DeleteBucket*", "s3:PutBucket*"]),
      Resource: `arn:aws:s3:::${BUCKET}`,
    });
    expect(named(statements, "NoBootstrapState").Resource).toBe(
      `arn:aws:s3:::${BUCKET}/opsplan/${PLAN}/production/bootstrap.tfstate`,
    );
  });

  it("leaves what bears another plan's or environment's tags", () => {
    expect(named(statements, "NoOtherPlans")).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["ec2:Delete*", "kms:ScheduleKeyDeletion", "rds:Modify*"]),
      Condition: { StringNotEquals: { "aws:ResourceTag/plan": PLAN }, Null: { "aws:ResourceTag/plan": "false" } },
    });
    expect(named(statements, "NoOtherEnvironments").Condition?.StringNotEquals).toEqual({
      "aws:ResourceTag/environment": "production",
    });
  });

  it("manages by name where AWS has names, and by region else", () => {
    expect(named(statements, "ManageByName").Resource).toEqual(
      expect.arrayContaining([`arn:aws:s3:::${NAME}*`, `arn:aws:sns:*:${ACCOUNT}:${NAME}*`]),
    );
    expect(named(statements, "ManageByRegion")).toMatchObject({
      Action: expect.arrayContaining(["ec2:*", "rds:*"]),
      Condition: { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1", "us-east-1"] } },
    });
  });
});

describe("roles of the plan's other stacks", () => {
  it("have the boundary, all of them, and names that the apply role may manage", () => {
    const allowed = [named(statementsOf(whole, "apply"), "ManageRoles").Resource]
      .flat()
      .map((arn) => String(arn).split("/")[1] ?? "");
    const all = whole.evidence.stacks
      .filter(({ kind }) => kind !== "bootstrap")
      .flatMap(({ kind }) => whole.stack(kind).all("aws_iam_role"));
    expect(all.length).toBeGreaterThan(20);
    for (const role of all) {
      expect(role.permissions_boundary).toBe(`arn:aws:iam::${ACCOUNT}:policy/${NAME}-terraform-boundary`);
      expect(allowed.some((pattern) => String(role.name).startsWith(pattern.replace("*", "")))).toBe(true);
    }
  });

  it("may not give rights or touch the state, whatever their policies say", () => {
    const statements = bootstrap.statements("aws_iam_policy", "pipeline_boundary") as readonly Tree[];
    expect(statements.find(({ Sid }) => Sid === "Services").NotAction).toContain("iam:*");
    const roleActions: readonly string[] = statements.find(({ Sid }) => Sid === "Roles").Action;
    expect(roleActions.filter((action) => /iam:(Put|Attach|CreateRole|CreateUser|Update)/.test(action))).toEqual([]);
    expect(statements.find(({ Sid }) => Sid === "NoState")).toMatchObject({
      Effect: "Deny",
      Action: ["s3:Delete*", "s3:Put*"],
    });
  });
});

describe("services of resource types", () => {
  it("go by the longest beginning that is known", () => {
    expect(servicesOfTypes(["aws_route", "aws_route53_record"])).toEqual(["ec2", "route53"]);
    expect(servicesOfTypes(["aws_vpc_endpoint", "aws_vpclattice_service"])).toEqual(["ec2", "vpc-lattice"]);
    expect(servicesOfTypes(["aws_cloudwatch_event_rule", "aws_cloudwatch_metric_alarm"])).toEqual([
      "cloudwatch",
      "events",
    ]);
  });

  it("are an error where none is known: the pipeline could not apply the resource", () => {
    expect(() => servicesOfTypes(["aws_unheard_of"])).toThrow("no service is known for aws_unheard_of");
  });
});
