import { backupSchedule, completionMinutes } from "../../../src/constructs/recovery/backup/backup-schedule";
import {
  type Json,
  type SynthesisedRecovery,
  synthRecovery,
  withoutRegion,
  withRegionAndBucket,
} from "../../support/recovery-stack";

const PLANS = "aws_backup_plan.store_backups_plan";
const NAME = "ecommerce-operational-excellence-production";
const VAULT = "$" + "{aws_backup_vault.store_backups_vault_vault.name}";
const COPIES = "$" + "{aws_backup_vault.store_backups_copies_vault.arn}";
const OTHER_ACCOUNT = "arn:aws:backup:eu-west-1:999988887777:backup-vault:central";

describe("the schedule of backups", () => {
  it.each([
    [1, "cron(0 0/1 ? * * *)", 120],
    [2, "cron(0 0/2 ? * * *)", 120],
    [6, "cron(0 0/6 ? * * *)", 360],
    [24, "cron(0 0 ? * * *)", 1440],
  ])("every %i hours is %s, and a job has %i minutes", (intervalHours, schedule, minutes) => {
    expect(backupSchedule({ intervalHours })).toBe(schedule);
    expect(completionMinutes({ intervalHours })).toBe(minutes);
  });
});

describe("backup plans", () => {
  let full: SynthesisedRecovery;

  beforeAll(() => {
    full = synthRecovery(withRegionAndBucket);
  });

  it("take snapshots of every store at the interval that honours the objective, and copy each to the recovery region", () => {
    // The blueprint's RPO is one hour; retention is the schema's 35 days.
    expect(full.at(`${PLANS}_snapshots`)).toMatchObject({
      name: `${NAME}-backup`,
      rule: [
        {
          rule_name: "snapshots",
          target_vault_name: VAULT,
          schedule: "cron(0 0/1 ? * * *)",
          start_window: 60,
          completion_window: 120,
          lifecycle: { delete_after: 35 },
          copy_action: [{ destination_vault_arn: COPIES, lifecycle: { delete_after: 35 } }],
        },
      ],
    });
    expect(full.at(`${PLANS}_snapshots`).rule[0]).not.toHaveProperty("enable_continuous_backup");
    expect(full.at("aws_backup_selection.store_backups_plan_snapshots_selection").resources).toEqual([
      "arn:aws:rds:eu-west-1:111122223333:cluster:orders",
      "arn:aws:dynamodb:eu-west-1:111122223333:table/t",
      "arn:aws:s3:::receipts",
    ]);
  });

  it("copy in single steps, to another account as well where the plan names its vault", () => {
    const both = synthRecovery((tree) => {
      withRegionAndBucket(tree);
      tree.recovery = { backup: { crossAccountVault: OTHER_ACCOUNT } };
    });
    const { copy_action } = both.at(`${PLANS}_snapshots`).rule[0];
    expect(copy_action.map((copy: Json) => copy.destination_vault_arn)).toEqual([COPIES, OTHER_ACCOUNT]);
    const [vaults] = both.statements("aws_iam_role_policy.store_backups_backup_role_policy");
    expect(vaults?.Resource).toContain(OTHER_ACCOUNT);
  });

  it("keep continuous backups of buckets alone, uncopied and for 35 days at most", () => {
    const kept = synthRecovery((tree) => {
      withRegionAndBucket(tree);
      tree.recovery = { backup: { retention: "90d" } };
    });
    const [rule] = kept.at(`${PLANS}_continuous`).rule;
    expect(rule).toMatchObject({ enable_continuous_backup: true, lifecycle: { delete_after: 35 } });
    expect(rule).not.toHaveProperty("copy_action");
    expect(kept.at(`${PLANS}_snapshots`).rule[0].lifecycle).toEqual({ delete_after: 90 });
    expect(kept.at("aws_backup_selection.store_backups_plan_continuous_selection").resources).toEqual([
      "arn:aws:s3:::receipts",
    ]);
    // Without a bucket there is nothing to keep continuously.
    expect(Object.keys(synthRecovery().all("aws_backup_plan"))).toEqual(["store_backups_plan_snapshots"]);
  });

  it("leave out stores that the plan leaves out, and Redis and SQS in any case", () => {
    const few = synthRecovery((tree) => {
      for (const store of tree.dataStores) if (store.engine === "dynamodb") store.backup = false;
    });
    expect(few.at("aws_backup_selection.store_backups_plan_snapshots_selection").resources).toEqual([
      "arn:aws:rds:eu-west-1:111122223333:cluster:orders",
    ]);
    const text = JSON.stringify(few.statements("aws_iam_role_policy.store_backups_backup_role_policy"));
    expect(text).not.toContain("dynamodb");
  });

  it("are not there when no store is backed up", () => {
    const none = synthRecovery((tree) => {
      tree.dataStores = tree.dataStores.filter(({ engine }: Json) => engine === "redis" || engine === "sqs");
      for (const service of tree.services) service.uses = [];
    });
    expect(none.evidence.resources).toEqual([]);
  });

  it("set the account's region up only where the plan owns its baseline, in both regions", () => {
    expect(full.at("aws_backup_region_settings.store_backups_settings")).toMatchObject({
      resource_type_opt_in_preference: { Aurora: true, DynamoDB: true, S3: true },
      resource_type_management_preference: { DynamoDB: true },
    });
    expect(full.at("aws_backup_region_settings.store_backups_recovery_settings").region).toBe("eu-central-1");
    const shared = synthRecovery((tree) => {
      withRegionAndBucket(tree);
      tree.security = { accountBaseline: "existing" };
    });
    expect(shared.all("aws_backup_region_settings")).toEqual({});
  });

  it("provide what the catalogue asks of a recovery plan", () => {
    const provided = new Set(full.evidence.resources.flatMap(({ capabilities }) => capabilities));
    expect([...provided]).toEqual(
      expect.arrayContaining(["backup-plan", "backup-copy", "backup-lock", "restore-test", "configuration-rule"]),
    );
    const alone = new Set(synthRecovery(withoutRegion).evidence.resources.flatMap(({ capabilities }) => capabilities));
    expect(alone.has("backup-copy")).toBe(false);
  });
});

describe("the roles of AWS Backup", () => {
  const full = synthRecovery(withRegionAndBucket);
  const statementsOf = (role: string) => full.statements(`aws_iam_role_policy.store_backups_${role}_policy`);

  it("have the word in their names that jobs ask for, whatever the length of the plan's", () => {
    const names = Object.values(full.all("aws_iam_role")).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("AWSBackup-"))).toHaveLength(3);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(64);
  });

  it("write, delete and restore only what is theirs", () => {
    const wide = ["backup_role", "restore_role", "restore_test_role"].flatMap((role) =>
      statementsOf(role)
        .filter(({ Resource }) => Resource === "*")
        .map(({ Sid }) => `${role} ${Sid}`),
    );
    expect(wide).toEqual([
      "backup_role CopyToVaults",
      "backup_role ReadTags",
      "backup_role ListBuckets",
      "restore_role SeeNetwork",
      "restore_test_role SeeNetwork",
    ]);
  });

  it("test restores under AWS Backup's own prefix, out of reach of the stores themselves", () => {
    const named = statementsOf("restore_test_role").flatMap(({ Sid, Resource }) =>
      ["TakeBackClusters", "RestoreTables", "RestoreBuckets"].includes(Sid) ? Resource : [],
    );
    expect(named).toEqual([
      "arn:aws:rds:eu-west-1:111122223333:cluster:awsbackup-restore-test*",
      "arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test*",
      "arn:aws:dynamodb:eu-west-1:111122223333:table/awsbackup-restore-test*",
      "arn:aws:s3:::awsbackup-restore-test*",
    ]);
  });

  it("restore beside a store at home, and in its place in the recovery region", () => {
    const tables = statementsOf("restore_role").find(({ Sid }) => Sid === "RestoreTables");
    expect(tables?.Resource).toEqual([
      `arn:aws:dynamodb:eu-west-1:111122223333:table/${NAME}*-restored*`,
      `arn:aws:dynamodb:eu-central-1:111122223333:table/${NAME}-recovery*`,
    ]);
    const buckets = statementsOf("restore_role").find(({ Sid }) => Sid === "RestoreBuckets");
    // 43 characters of plan and environment, `store`, the name and the account: 67, cut to 63 with a hash.
    expect(buckets?.Resource).toHaveLength(2);
  });

  it("fit into a role however many stores there are", () => {
    const many = synthRecovery((tree) => {
      withRegionAndBucket(tree);
      for (let index = 0; index < 12; index += 1) {
        const letter = String.fromCharCode(97 + index);
        tree.dataStores.push({ name: `ledger-${letter}`, engine: "aurora-postgresql" });
        tree.dataStores.push({ name: `table-${letter}`, engine: "dynamodb" });
      }
    });
    for (const { policy } of Object.values(many.all("aws_iam_role_policy"))) {
      expect(policy.length).toBeLessThan(10_240);
    }
  });
});
