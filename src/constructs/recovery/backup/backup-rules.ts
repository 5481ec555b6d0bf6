import { crossAccountVaultAccount } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import type { Recovery } from "../../../model/recovery";
import { allowedMinutes } from "../../../model/restore-allowance";
import { type ManagedRule, rule, WITHOUT_BACKUP_RULES } from "../../security/config/managed-rules";
import type { BackedUpResource } from "./backed-up-resources";
import { rootUser } from "./backup-vault";

/** Backups may be late by one interval, as for the alarms on them. */
const INTERVALS = 2;

export interface BackupRulesProps {
  readonly plan: Plan;
  readonly recovery: Recovery;
  readonly resources: readonly BackedUpResource[];
  readonly snapshotPlanId: string;
  readonly vaultName: string;
}

/**
 * AWS Config's rules on backups (developer guide, list of managed rules). Those on stores name one store each: a rule without
 * a name judges every bucket of the region, those for logs included. Those on plans and vaults name the plan's own.
 */
export function backupRules(props: BackupRulesProps): readonly ManagedRule[] {
  const rules = [...props.resources.flatMap((resource) => ofStore(props, resource)), ...ofVault(props)];
  return WITHOUT_BACKUP_RULES.includes(props.plan.environment.region) ? [] : rules;
}

function ofStore({ recovery }: BackupRulesProps, { store, type, configId }: BackedUpResource): readonly ManagedRule[] {
  const prefix = type.toUpperCase();
  const { backup, region } = recovery;
  const account = crossAccountVaultAccount({ recovery });
  const about = (identifier: string, words: string, parameters: Readonly<Record<string, string>>): ManagedRule => {
    const general = rule(`${prefix}_${identifier}`, words);
    return { ...general, name: `${general.name}-${store}`, parameters: { resourceId: configId, ...parameters } };
  };
  return [
    about("RESOURCES_PROTECTED_BY_BACKUP_PLAN", `${store} is backed up by a plan, and copied where it should be`, {
      ...(region === null ? {} : { crossRegionList: region }),
      ...(account === null ? {} : { crossAccountList: account }),
      ...(backup.vaultLock === "none" ? {} : { backupVaultLockCheck: "True" }),
    }),
    about("LAST_BACKUP_RECOVERY_POINT_CREATED", `${store} has a backup of the last two intervals`, {
      recoveryPointAgeValue: String(INTERVALS * backup.intervalHours),
      recoveryPointAgeUnit: "hours",
    }),
    about("MEETS_RESTORE_TIME_TARGET", `${store} was last restored within the time that is allowed`, {
      maxRestoreTime: String(allowedMinutes(recovery)),
    }),
  ];
}

function ofVault({ plan, recovery, snapshotPlanId, vaultName }: BackupRulesProps): readonly ManagedRule[] {
  const { intervalHours, retentionDays } = recovery.backup;
  return [
    {
      ...rule(
        "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
        "backups are as frequent and kept as long as planned",
      ),
      parameters: {
        requiredFrequencyUnit: "hours",
        requiredFrequencyValue: String(intervalHours),
        requiredRetentionDays: String(retentionDays),
      },
      resource: { type: "AWS::Backup::BackupPlan", id: snapshotPlanId },
    },
    {
      ...rule("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "nobody but the root user can delete a backup"),
      parameters: { principalArnList: rootUser(plan.environment.account) },
      resource: { type: "AWS::Backup::BackupVault", id: vaultName },
    },
    rule("BACKUP_RECOVERY_POINT_ENCRYPTED", "backups are encrypted"),
  ];
}
