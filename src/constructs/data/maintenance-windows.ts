/*
 * Fixed windows in UTC, backups before maintenance so that a failed upgrade has a fresh backup behind it. Left out,
 * AWS draws them at random per store.
 */

/** Daily. Aurora's backups run all the time; the window is for the daily snapshot of the cluster's storage. */
export const BACKUP_WINDOW = "02:00-03:00";

/** Weekly, after the daily backup of Sunday. ElastiCache asks for at least an hour. */
export const MAINTENANCE_WINDOW = "sun:03:30-sun:04:30";

export const SECONDS_PER_DAY = 86_400;
