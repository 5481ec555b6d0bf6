import type { BackupPolicy } from "../../../model/recovery";

/** Longest that a continuous backup is kept, in days (AWS Backup developer guide, point-in-time recovery). */
const CONTINUOUS_MAX_DAYS = 35;

/** Shortest start window that AWS Backup takes, in minutes (API reference, BackupRuleInput). */
export const START_WINDOW_MINUTES = 60;

/** Least that a job gets to end in, in minutes, so that the completion window is longer than the start window. */
const SHORTEST_COMPLETION_MINUTES = 120;

/** AWS Backup's own default, a week, in minutes: the first continuous backup of a large bucket takes days. */
export const CONTINUOUS_COMPLETION_MINUTES = 10_080;

/** Daily: a continuous backup needs no schedule, AWS Backup only looks after it then (developer guide). */
export const CONTINUOUS_SCHEDULE = "cron(0 1 ? * * *)";

/** Every so many hours of the day, from midnight UTC: the resolved intervals divide a day. */
export function backupSchedule({ intervalHours }: Pick<BackupPolicy, "intervalHours">): string {
  return `cron(0 ${intervalHours === 24 ? "0" : `0/${intervalHours}`} ? * * *)`;
}

/** A job ends before the next one of its store begins, where AWS Backup's shortest windows allow that. */
export function completionMinutes({ intervalHours }: Pick<BackupPolicy, "intervalHours">): number {
  return Math.max(SHORTEST_COMPLETION_MINUTES, intervalHours * 60);
}

export function continuousRetentionDays({ retentionDays }: Pick<BackupPolicy, "retentionDays">): number {
  return Math.min(retentionDays, CONTINUOUS_MAX_DAYS);
}
