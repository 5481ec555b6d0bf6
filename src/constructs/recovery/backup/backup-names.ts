import { awsName } from "../../../model/names";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";

/*
 * Names known before anything is applied: rules of the incident stack and documents go by them. Each limit is AWS's own.
 */

/** AWS Backup allows 50 characters for a vault's name (CreateBackupVault). */
const VAULT_NAME_MAX_LENGTH = 50;

/** AWS Backup allows 50 characters for plans, rules, selections and restore testing plans (API reference). */
const NAME_MAX_LENGTH = 50;

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** Vault in the plan's region. */
export function backupVaultName(plan: Plan): string {
  return resourceName(plan, ["backup"], VAULT_NAME_MAX_LENGTH);
}

export function backupVaultArn(plan: Plan): string {
  return planArn(plan, "backup", `backup-vault:${backupVaultName(plan)}`);
}

/** Vault in the recovery region, which holds the copies. */
export function copyVaultName(plan: Plan): string {
  return resourceName(plan, ["copies"], VAULT_NAME_MAX_LENGTH);
}

/** Plan with the snapshots, or with the continuous backups, restorable to a point in time. */
export function backupPlanName(plan: Plan, part: "snapshots" | "continuous"): string {
  return resourceName(plan, [part === "snapshots" ? "backup" : "pitr"], NAME_MAX_LENGTH);
}

/** Letters, digits and `_` only (CreateRestoreTestingPlan). Names of a plan hold no `_`, so none meets another. */
export function restoreTestingPlanName(plan: Plan): string {
  return resourceName(plan, ["restore-test"], NAME_MAX_LENGTH).replaceAll("-", "_");
}

/**
 * Role that AWS Backup acts with. Jobs take a role only with the word AWSBackup in its name (API reference, BackupJob): it
 * comes first, where a long name keeps it.
 */
export function backupRoleName(plan: Plan, purpose: string): string {
  return awsName(["AWSBackup", plan.name, plan.environment.name, purpose], ROLE_NAME_MAX_LENGTH);
}

/** What restore tests create is named so by AWS Backup (developer guide, restore testing inferred metadata). */
export const RESTORE_TEST_PREFIX = "awsbackup-restore-test";
