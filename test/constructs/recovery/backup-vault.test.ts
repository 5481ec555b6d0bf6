import { synthRecovery, withRegionAndBucket } from "../../support/recovery-stack";

const LOCK = "aws_backup_vault_lock_configuration.store_backups";

function locked(vaultLock: string, retention = "90d") {
  return synthRecovery((tree) => {
    withRegionAndBucket(tree);
    tree.recovery = { backup: { vaultLock, retention } };
  });
}

describe("backup vaults", () => {
  const full = locked("governance");

  it("stand in both regions, each with a key of its own region, and are never destroyed", () => {
    expect(full.at("aws_backup_vault.store_backups_vault_vault")).toMatchObject({
      name: "ecommerce-operational-excellence-production-backup",
      kms_key_arn: "arn:aws:kms:eu-west-1:111122223333:key/backup",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(full.at("aws_backup_vault.store_backups_copies_vault")).toMatchObject({
      region: "eu-central-1",
      kms_key_arn: "$" + "{aws_kms_key.store_backups_copies_encryption_key.arn}",
      lifecycle: { prevent_destroy: true },
    });
    expect(full.at("aws_kms_key.store_backups_copies_encryption_key").region).toBe("eu-central-1");
  });

  it("are locked between the shortest and the longest retention of what is in them", () => {
    // Buckets have continuous backups of 35 days in the home vault; copies are snapshots of 90 days only.
    expect(full.at(`${LOCK}_vault_lock`)).toMatchObject({ min_retention_days: 35, max_retention_days: 90 });
    expect(full.at(`${LOCK}_copies_lock`)).toMatchObject({ min_retention_days: 90, max_retention_days: 90 });
  });

  it("can be unlocked by whoever may change them under governance, by nobody after three days under compliance", () => {
    expect(full.at(`${LOCK}_vault_lock`)).not.toHaveProperty("changeable_for_days");
    const compliance = locked("compliance");
    expect(compliance.at(`${LOCK}_vault_lock`).changeable_for_days).toBe(3);
    expect(compliance.at(`${LOCK}_copies_lock`).changeable_for_days).toBe(3);
    expect(locked("none").all("aws_backup_vault_lock_configuration")).toEqual({});
  });

  it("let nobody but the root user delete a backup or change the policy, once they are locked", () => {
    const [statement] = full.statements("aws_backup_vault_policy.store_backups_vault_policy");
    expect(statement).toMatchObject({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:root" } },
    });
    // What AWS Config's rule on manual deletion looks for.
    expect(statement?.Action).toEqual(
      expect.arrayContaining([
        "backup:DeleteRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
        "backup:PutBackupVaultAccessPolicy",
      ]),
    );
    expect(full.at("aws_backup_vault_policy.store_backups_vault_policy").depends_on).toEqual([
      "aws_backup_vault_lock_configuration.store_backups_vault_lock",
    ]);
  });

  it("protect before the first backup comes", () => {
    expect(full.at("aws_backup_selection.store_backups_plan_snapshots_selection").depends_on).toEqual(
      expect.arrayContaining([
        "aws_backup_vault_policy.store_backups_vault_policy",
        "aws_backup_vault_policy.store_backups_copies_policy",
        "aws_iam_role_policy.store_backups_backup_role_policy",
      ]),
    );
  });
});
