import { validationDefinition } from "../../../src/constructs/recovery/backup/validation/validation-definition";
import { allowedMinutes, restoreAllowance } from "../../../src/model/restore-allowance";
import { duration } from "../../../src/model/units/duration";
import { type Json, synthRecovery, withRegionAndBucket } from "../../support/recovery-stack";
import { Answer, runMachine } from "../incident/run-machine";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";
const CREATED: Readonly<Record<string, string>> = {
  Aurora: "arn:aws:rds:eu-west-1:111122223333:cluster:awsbackup-restore-test-1",
  DynamoDB: "arn:aws:dynamodb:eu-west-1:111122223333:table/awsbackup-restore-test-1",
  S3: "arn:aws:s3:::awsbackup-restore-test-1",
};
const SOURCE: Readonly<Record<string, string>> = {
  Aurora: "arn:aws:rds:eu-west-1:111122223333:cluster:orders",
  DynamoDB: "arn:aws:dynamodb:eu-west-1:111122223333:table/catalog",
  S3: "arn:aws:s3:::receipts",
};

// The package ships no types.
type Validate = (definition: unknown) => { readonly errors: readonly unknown[] };
const validator = jest.requireActual<Validate | { readonly default: Validate }>("asl-validator");
const validate = typeof validator === "function" ? validator : validator.default;

const definition = validationDefinition({
  comment: "Restore tests",
  types: ["Aurora", "DynamoDB", "S3"],
  dataKeyArn: KEY,
  allowedMinutes: 240,
}) as Json;

interface World {
  readonly status?: string;
  readonly minutes?: number;
  readonly cluster?: Json;
  readonly tableStatus?: string;
  readonly items?: number;
  readonly sourceItems?: number;
  readonly objects?: number;
  readonly sourceObjects?: number;
  readonly encryption?: string;
  readonly refused?: string;
}

/** Validates the restore of one type in a world; everything is well where it says nothing. */
async function restored(type: string, world: World = {}) {
  const { minutes = 30, status = "COMPLETED" } = world;
  const start = Date.parse("2027-01-03T05:10:00Z");
  const run = await runMachine(
    definition,
    { detail: { restoreJobId: "job-1" } },
    ({ integration, arguments: given }) => {
      if (integration === world.refused) throw new Answer("AccessDeniedException");
      switch (integration) {
        case "aws-sdk:backup:describeRestoreJob":
          return {
            RestoreJobId: "job-1",
            Status: status,
            ResourceType: type,
            SourceResourceArn: SOURCE[type],
            CreationDate: new Date(start).toISOString(),
            ...(status === "COMPLETED"
              ? { CreatedResourceArn: CREATED[type], CompletionDate: new Date(start + minutes * 60_000).toISOString() }
              : {}),
          };
        case "aws-sdk:rds:describeDBClusters":
          return { DbClusters: [{ Status: "available", StorageEncrypted: true, KmsKeyId: KEY, ...world.cluster }] };
        case "aws-sdk:dynamodb:describeTable":
          return given.TableName === "catalog"
            ? { Table: { TableStatus: "ACTIVE", ItemCount: world.sourceItems ?? 5 } }
            : { Table: { TableStatus: world.tableStatus ?? "ACTIVE", ItemCount: 0 } };
        case "aws-sdk:dynamodb:scan":
          return { Count: world.items ?? 1 };
        case "aws-sdk:s3:listObjectsV2": {
          const count = given.Bucket === "receipts" ? (world.sourceObjects ?? 1) : (world.objects ?? 1);
          return count === 0 ? { KeyCount: 0 } : { KeyCount: 1, Contents: [{ Key: "2026/a b.pdf" }] };
        }
        case "aws-sdk:s3:headObject":
          return { ServerSideEncryption: world.encryption ?? "aws:kms" };
        default:
          return {};
      }
    },
  );
  const told = run.calls.find(({ integration }) => integration === "aws-sdk:backup:putRestoreValidationResult");
  return { ...run, told: told?.arguments, end: run.path.at(-1) };
}

describe("the validation of a restore", () => {
  it("is written as Amazon States Language wants", () => {
    expect(validate(definition).errors).toEqual([]);
  });

  it.each(["Aurora", "DynamoDB", "S3"])("tells AWS Backup that a restore of %s is good", async (type) => {
    const { told, end } = await restored(type);
    expect(end).toBe("Restore is good");
    expect(told).toEqual({
      RestoreJobId: "job-1",
      ValidationStatus: "SUCCESSFUL",
      ValidationStatusMessage: "restored in 30 minutes of 240 allowed",
    });
  });

  it("looks at what was restored, and at nothing else", async () => {
    const names = (run: Awaited<ReturnType<typeof restored>>) =>
      run.calls
        .slice(1, -1)
        .map(({ arguments: given }) => given.DbClusterIdentifier ?? given.TableName ?? given.Bucket);
    expect(names(await restored("Aurora"))).toEqual(["awsbackup-restore-test-1"]);
    expect(names(await restored("DynamoDB"))).toEqual([
      "awsbackup-restore-test-1",
      "awsbackup-restore-test-1",
      "catalog",
    ]);
    const bucket = await restored("S3");
    expect(names(bucket)).toEqual(["awsbackup-restore-test-1", "awsbackup-restore-test-1"]);
    expect(bucket.calls[2]?.arguments.Key).toBe("2026/a b.pdf");
  });

  it.each<[string, string, World]>([
    ["the cluster is creating", "Aurora", { cluster: { Status: "creating" } }],
    ["the cluster is not encrypted", "Aurora", { cluster: { StorageEncrypted: false } }],
    ["the cluster is encrypted with another", "Aurora", { cluster: { KmsKeyId: "another" } }],
    ["the table is CREATING", "DynamoDB", { tableStatus: "CREATING" }],
    ["the table has no items", "DynamoDB", { items: 0 }],
    ["the bucket has no objects", "S3", { objects: 0 }],
    ["objects are not encrypted with a KMS key", "S3", { encryption: "AES256" }],
    ["the restore took 240.5 minutes, 240 are allowed", "Aurora", { minutes: 240.5 }],
    [
      "what was restored could not be looked at: the log of this state machine says why",
      "Aurora",
      { refused: "aws-sdk:rds:describeDBClusters" },
    ],
  ])("fails because %s", async (message, type, world) => {
    const { told, end } = await restored(type, world);
    expect(told).toMatchObject({ ValidationStatus: "FAILED", ValidationStatusMessage: message });
    expect(end).toBe("Restore is not good");
  });

  it("lets a store that is empty be restored empty", async () => {
    expect((await restored("DynamoDB", { items: 0, sourceItems: 0 })).end).toBe("Restore is good");
    expect((await restored("S3", { objects: 0, sourceObjects: 0 })).end).toBe("Restore is good");
    expect((await restored("Aurora", { minutes: 240 })).end).toBe("Restore is good");
  });

  it("ends in failure when nothing was restored, of which AWS Backup knows already", async () => {
    const { told, end } = await restored("S3", { status: "FAILED" });
    expect(end).toBe("Not restored");
    expect(told).toBeUndefined();
  });
});

describe("the time that a restore may take", () => {
  it.each([
    ["backup-and-restore", 6, 360],
    ["backup-and-restore", 24, 1440],
    // Patterns that come back without a restore: four hours, the shortest objective that a backup can be the answer to.
    ["pilot-light", 1, 240],
    ["active-active", 0, 240],
    ["warm-standby", 8, 480],
  ] as const)("is with %s and an RTO of %i hours %i minutes", (pattern, hours, minutes) => {
    expect(restoreAllowance({ pattern, rto: duration(hours * 3600) })).toEqual({ seconds: minutes * 60 });
  });
});

describe("restore tests", () => {
  const full = synthRecovery((tree) => {
    withRegionAndBucket(tree);
    tree.recovery = { backup: { restoreTest: "0 3 ? * MON *", retention: "400d" } };
  });
  const SELECTION = "aws_backup_restore_testing_selection.store_backups_restore_testing";

  it("restore the newest snapshot of the plan's own vault, when the plan says", () => {
    expect(full.at("aws_backup_restore_testing_plan.store_backups_restore_testing_plan")).toMatchObject({
      schedule_expression: "cron(0 3 ? * MON *)",
      recovery_point_selection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          include_vaults: ["$" + "{aws_backup_vault.store_backups_vault_vault.arn}"],
          recovery_point_types: ["SNAPSHOT"],
          selection_window_days: 365,
        },
      ],
    });
  });

  it("have names of letters, digits and underscores, 50 at most", () => {
    const { name } = full.at("aws_backup_restore_testing_plan.store_backups_restore_testing_plan");
    expect(name).toMatch(/^ecommerce_operational_excellence_producti_[a-f0-9]{8}$/);
    expect(name.length).toBeLessThanOrEqual(50);
  });

  it("put what they restore under the data key, and clusters where nobody reaches them", () => {
    expect(full.at(`${SELECTION}_aurora`)).toMatchObject({
      protected_resource_type: "Aurora",
      protected_resource_arns: ["arn:aws:rds:eu-west-1:111122223333:cluster:orders"],
      restore_metadata_overrides: {
        kmsKeyId: KEY,
        dbSubnetGroupName: "$" + "{aws_db_subnet_group.store_backups_restore_testing_subnets.name}",
        vpcSecurityGroupIds: '["$' + '{aws_security_group.store_backups_restore_testing_security_group.id}"]',
      },
      validation_window_hours: 8,
    });
    expect(full.at(`${SELECTION}_dynamodb`).restore_metadata_overrides).toEqual({
      encryptionType: "KMS",
      kmsMasterKeyArn: KEY,
    });
    expect(full.at(`${SELECTION}_s3`).restore_metadata_overrides).toEqual({ encryptionType: "SSE-KMS", kmsKey: KEY });
    const group = full.at("aws_security_group.store_backups_restore_testing_security_group");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });

  it("start the validation when one of them ends, however it ends", () => {
    const { event_pattern } = full.at("aws_cloudwatch_event_rule.store_backups_restore_validation_rule");
    expect(JSON.parse(event_pattern)).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: {
        restoreTestingPlanArn: ["$" + "{aws_backup_restore_testing_plan.store_backups_restore_testing_plan.arn}"],
        status: ["COMPLETED", "FAILED", "ABORTED"],
      },
    });
  });

  it("hold the machine to the plan's own objective", () => {
    const { recovery } = full.plan;
    if (recovery === null) throw new Error("the blueprint has recovery objectives");
    expect(allowedMinutes(recovery)).toBe(240);
    expect(full.at("aws_sfn_state_machine.store_backups_restore_validation_machine").definition).toContain(
      "$minutes > 240",
    );
  });

  it("let the validation read what was restored, and of the stores only whether they hold anything", () => {
    const statements = full.statements("aws_iam_role_policy.store_backups_restore_validation_state_machine_policy");
    const reading = statements.filter(({ Action }) => ["dynamodb:Scan", "s3:GetObject"].includes(String(Action)));
    expect(reading.map(({ Resource }) => Resource)).toEqual([
      "arn:aws:dynamodb:eu-west-1:111122223333:table/awsbackup-restore-test*",
      "arn:aws:s3:::awsbackup-restore-test*/*",
    ]);
  });
});
