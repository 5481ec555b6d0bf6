import { BackupPlan, type BackupPlanRule, type BackupPlanRuleCopyAction } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import type { BackupPolicy } from "../../../model/recovery";
import { backupPlanName } from "./backup-names";
import {
  backupSchedule,
  CONTINUOUS_COMPLETION_MINUTES,
  CONTINUOUS_SCHEDULE,
  completionMinutes,
  continuousRetentionDays,
  START_WINDOW_MINUTES,
} from "./backup-schedule";
import { BACKUP_SUBJECT } from "./backup-subject";

export interface BackupPlansProps {
  readonly plan: Plan;
  readonly policy: BackupPolicy;
  readonly vaultName: string;
  /** Vault of the recovery region; null without one. */
  readonly copyVaultArn: string | null;
  readonly roleArn: string;
  /** All stores, and those among them that are backed up continuously as well. */
  readonly storeArns: readonly string[];
  readonly continuousArns: readonly string[];
  readonly after: readonly TerraformResource[];
}

/**
 * Two plans. Snapshots of every store as often as the recovery point objective asks for, each copied to the other vaults;
 * every copy goes one step, to another region or to another account, since those of Aurora cannot take both at once.
 *
 * And continuous backups of buckets, restorable to any second. They cannot be copied and are kept for 35 days at most, so
 * they stand beside the snapshots. Tables and clusters have point-in-time recovery of their own engine, which Terraform
 * manages with the store: AWS Backup would take over the cluster's retention and backup window from it.
 */
export class BackupPlans extends Construct {
  /** Of the plan with the snapshots. */
  readonly snapshotPlanId: string;
  private readonly selected: TerraformResource[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupPlansProps,
  ) {
    super(scope, id);
    const { policy, storeArns, continuousArns } = props;
    const copies = this.copies();
    const snapshots = this.add("snapshots", storeArns, {
      schedule: backupSchedule(policy),
      completionWindow: completionMinutes(policy),
      lifecycle: { deleteAfter: policy.retentionDays },
      ...(copies.length === 0 ? {} : { copyAction: copies }),
    });
    if (copies.length > 0) provides(snapshots, BACKUP_SUBJECT, "backup-copy");
    this.snapshotPlanId = snapshots.id;
    if (continuousArns.length === 0) return;
    this.add("continuous", continuousArns, {
      schedule: CONTINUOUS_SCHEDULE,
      completionWindow: CONTINUOUS_COMPLETION_MINUTES,
      enableContinuousBackup: true,
      lifecycle: { deleteAfter: continuousRetentionDays(policy) },
    });
  }

  /** Once they stand, stores are backed up. */
  get selections(): readonly TerraformResource[] {
    return this.selected;
  }

  private copies(): BackupPlanRuleCopyAction[] {
    const { copyVaultArn, policy } = this.props;
    return [copyVaultArn, policy.crossAccountVaultArn].flatMap((destinationVaultArn) =>
      destinationVaultArn === null ? [] : [{ destinationVaultArn, lifecycle: { deleteAfter: policy.retentionDays } }],
    );
  }

  private add(
    part: "snapshots" | "continuous",
    resources: readonly string[],
    rule: Omit<BackupPlanRule, "ruleName" | "targetVaultName" | "startWindow">,
  ): BackupPlan {
    const { plan, vaultName, roleArn, after } = this.props;
    const name = backupPlanName(plan, part);
    const created = new BackupPlan(this, part, {
      name,
      rule: [{ ...rule, ruleName: part, targetVaultName: vaultName, startWindow: START_WINDOW_MINUTES }],
    });
    const selection = new BackupSelection(this, `${part}_selection`, {
      name: part,
      planId: created.id,
      iamRoleArn: roleArn,
      resources: [...resources],
      dependsOn: [...after],
    });
    this.selected.push(selection);
    provides(created, BACKUP_SUBJECT, "backup-plan");
    playsRole(created, BACKUP_SUBJECT, "backup-plan", { name });
    return created;
  }
}
