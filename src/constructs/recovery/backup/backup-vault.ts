import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Capability } from "../../../model/capabilities";
import type { Plan } from "../../../model/plan";
import type { BackupPolicy } from "../../../model/recovery";
import { policyDocument } from "../../core/policy";
import { regionArgument } from "../../core/region-argument";
import { BACKUP_SUBJECT } from "./backup-subject";

/** Shortest time in which a compliance lock can still be changed, in days (PutBackupVaultLockConfiguration). */
const GRACE_DAYS = 3;

export interface BackupVaultProps {
  readonly plan: Plan;
  readonly name: string;
  readonly region: string;
  readonly keyArn: string;
  readonly lock: BackupPolicy["vaultLock"];
  /** Shortest and longest that a backup in it may be kept. */
  readonly retentionDays: { readonly min: number; readonly max: number };
  readonly capability: Extract<Capability, "backup-plan" | "backup-copy">;
}

/**
 * Where backups are kept: encrypted with a key of their own, locked, and closed to whoever would delete them. The lock
 * stands before the policy, which forbids to take it away.
 */
export class BackupVault extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Nothing is backed up before the vault protects it. */
  readonly ready: readonly TerraformResource[];

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { plan, name, region, keyArn, capability } = props;
    const placement = regionArgument(plan, region);
    const vault = new AwsBackupVault(this, "vault", {
      ...placement,
      name,
      kmsKeyArn: keyArn,
      forceDestroy: false,
      lifecycle: { preventDestroy: true },
    });
    const locks = this.locks(vault, props);
    const policy = new BackupVaultPolicy(this, "policy", {
      ...placement,
      backupVaultName: vault.name,
      policy: keepsBackups(plan.environment.account),
      dependsOn: [...locks],
    });
    provides(vault, BACKUP_SUBJECT, capability);
    playsRole(vault, BACKUP_SUBJECT, "backup-vault", { name, region });
    this.name = vault.name;
    this.arn = vault.arn;
    this.ready = [policy, ...locks];
  }

  private locks(vault: AwsBackupVault, { plan, region, lock, retentionDays }: BackupVaultProps) {
    if (lock === "none") return [];
    const configuration = new BackupVaultLockConfiguration(this, "lock", {
      ...regionArgument(plan, region),
      backupVaultName: vault.name,
      minRetentionDays: retentionDays.min,
      maxRetentionDays: retentionDays.max,
      // Without it the lock is in governance mode: whoever may change the vault may change the lock.
      ...(lock === "compliance" ? { changeableForDays: GRACE_DAYS } : {}),
    });
    provides(configuration, BACKUP_SUBJECT, "backup-lock");
    return [configuration];
  }
}

/**
 * Nobody deletes a backup, shortens its life, or opens the vault; AWS Backup itself expires what is old enough without
 * asking this policy. The root user is left out, or a mistake in the policy could never be mended. Principal and
 * resource are wildcards because AWS Config's rule on manual deletion wants them to be.
 */
function keepsBackups(account: string): string {
  return policyDocument({
    Sid: "KeepBackups",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: [
      "backup:DeleteBackupVault",
      "backup:DeleteBackupVaultAccessPolicy",
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:PutBackupVaultAccessPolicy",
      "backup:UpdateRecoveryPointLifecycle",
    ],
    // In a vault's policy: the vault and the recovery points in it.
    Resource: "*",
    Condition: { ArnNotEquals: { "aws:PrincipalArn": rootUser(account) } },
  });
}

/** Who alone may undo the vault's policy. */
export function rootUser(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
