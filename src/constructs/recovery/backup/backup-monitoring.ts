import { Construct } from "constructs";
import { type BackupType, backupTypes } from "../../../model/backed-up-stores";
import { counted } from "../../../model/counted";
import type { Plan } from "../../../model/plan";
import type { Recovery } from "../../../model/recovery";
import type { IncidentOutputs } from "../../core/stack-outputs";
import { compared } from "../../observability/alarms/alarm-settings";
import { type AlarmPost, raise } from "../../observability/alarms/raise";
import { FIVE_MINUTES } from "../../observability/alarms/windows";
import { single } from "../../observability/metrics/metric";
import { BACKUP_SUBJECT } from "./backup-subject";

/** Backups and copies may be late by one interval: two in a row are missing then. */
const INTERVALS = 2;

export interface BackupMonitoringProps {
  readonly plan: Plan;
  readonly recovery: Recovery;
  readonly incident: IncidentOutputs;
  readonly vaultName: string;
  /** Vault of the recovery region; null without one. */
  readonly copyVaultName: string | null;
  readonly validationMachineArn: string;
}

/**
 * What fails says so by an event (see backup-events of the incident stack); these watch for what says nothing. Metrics of
 * AWS Backup have the dimensions BackupVaultName and ResourceType, and no data where nothing happened (developer guide,
 * AWS Backup metrics with CloudWatch).
 */
export class BackupMonitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupMonitoringProps,
  ) {
    super(scope, id);
    const { plan, incident } = props;
    const post: AlarmPost = {
      scope: this,
      plan,
      subject: BACKUP_SUBJECT,
      topics: incident.topicArns,
      region: plan.environment.region,
    };
    for (const type of backupTypes(plan)) this.backups(post, type);
    this.copies(post);
    this.restores(post);
  }

  private backups(post: AlarmPost, type: BackupType): void {
    this.overdue(post, {
      name: `no-${type.toLowerCase()}-backup`,
      words: `backup of ${type} stores`,
      metric: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: this.props.vaultName, ResourceType: type },
    });
  }

  /** In the recovery region, by its own topics: what is missing there matters most when this region is gone. */
  private copies(post: AlarmPost): void {
    const { recovery, incident, copyVaultName } = this.props;
    if (copyVaultName === null || recovery.region === null || incident.recoveryTopicArns === null) return;
    this.overdue(
      { ...post, region: recovery.region, topics: incident.recoveryTopicArns },
      {
        name: "no-backup-copy",
        words: `copy of a backup in ${recovery.region}`,
        metric: "NumberOfRecoveryPointsCompleted",
        dimensions: { BackupVaultName: copyVaultName },
      },
    );
  }

  private overdue(post: AlarmPost, { name, words, metric, dimensions }: Overdue): void {
    const { intervalHours } = this.props.recovery.backup;
    raise(post, {
      name,
      severity: "high",
      runbook: "backup-failure",
      condition: `no ${words} within ${INTERVALS} intervals of ${counted(intervalHours, "hour")}`,
      signal: null,
      capabilities: [],
      ticket: "recovery_objective_at_risk",
      metric: compared(single(words, { namespace: "AWS/Backup", name: metric, dimensions, statistic: "Sum" }), {
        is: "below",
        threshold: 1,
        window: { periodSeconds: intervalHours * 3600, breaching: INTERVALS, of: INTERVALS },
        missing: "breaching",
      }),
    });
  }

  private restores(post: AlarmPost): void {
    raise(post, {
      name: "restore-test-failed",
      severity: "high",
      runbook: "backup-failure",
      condition: "a restore test failed, or what it restored is not good",
      signal: null,
      capabilities: ["restore-test"],
      ticket: "recovery_objective_at_risk",
      metric: compared(
        single("failed validations", {
          namespace: "AWS/States",
          name: "ExecutionsFailed",
          dimensions: { StateMachineArn: this.props.validationMachineArn },
          statistic: "Sum",
        }),
        { is: "at-least", threshold: 1, window: FIVE_MINUTES, missing: "notBreaching" },
      ),
    });
  }
}

interface Overdue {
  readonly name: string;
  /** What is missing. */
  readonly words: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}
