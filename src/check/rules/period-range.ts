import { alarmAfterRetention, periodRange } from "../../diagnostics/catalogue/infrastructure";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { LOG_RETENTION_DAYS } from "../../model/schema/observability";
import type { DataStoreFile } from "../../model/schema/plan-file";
import { type Duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { type NodePath, pathText } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

const HOUR = 3600;
const DAY = SECONDS_PER_DAY;

/** What AWS accepts for a period, in seconds. */
interface Period {
  readonly path: NodePath;
  readonly value: Duration | undefined;
  readonly low: number;
  readonly high: number;
  readonly expected: string;
  /** The period must be a multiple of it. */
  readonly unit: number;
}

/** Retention of logs (CloudWatch Logs' own list of days), audit logs, backups, snapshots and messages; reviews; waves; forecasts. */
export const periodRangeRule: Rule = {
  code: "period-range",
  check(context) {
    const stores = (context.file.dataStores ?? []).flatMap((store, index) => ofStore(["dataStores", index], store));
    const waves = (context.file.migration?.waves ?? []).flatMap((wave, index) =>
      ofWave(["migration", "waves", index], wave),
    );
    const periods = [...ofLogs(context), ...ofRecovery(context), ...stores, ...waves];
    return [...periods.flatMap((period) => outside(context, period)), ...lateAlarms(context)];
  },
};

function ofLogs({ file }: RuleContext): readonly Period[] {
  const years = {
    low: DAY,
    high: (LOG_RETENTION_DAYS.at(-1) ?? 0) * DAY,
    unit: DAY,
    expected: "whole days, 1 to 3,653",
  };
  return [
    { path: ["network", "flowLogRetention"], value: file.network?.flowLogRetention, ...years },
    { path: ["observability", "logRetention"], value: file.observability?.logRetention, ...years },
    // A line through three weeks says little of what lies much further ahead.
    days(["observability", "forecastHorizon"], file.observability?.forecastHorizon, 1, 90),
    { path: ["security", "trailRetention"], value: file.security?.trailRetention, ...years },
    { path: ["incidents", "runbookReview"], value: file.incidents?.runbookReview, ...years },
  ];
}

/** AWS Backup keeps a recovery point for up to 36,500 days (vault lock); an approval step of Automation waits for up to 7 days by default. */
function ofRecovery({ file }: RuleContext): readonly Period[] {
  return [
    {
      path: ["recovery", "backup", "retention"],
      value: file.recovery?.backup.retention,
      low: DAY,
      high: 36_500 * DAY,
      unit: DAY,
      expected: "whole days, 1 to 36,500",
    },
    {
      path: ["recovery", "approval", "timeout"],
      value: file.recovery?.approval?.timeout,
      low: 60,
      high: 7 * DAY,
      unit: 1,
      expected: "1 minute to 7 days",
    },
  ];
}

/** Limits from the AWS documentation of RDS, ElastiCache and SQS. */
function ofStore(path: NodePath, store: DataStoreFile): readonly Period[] {
  switch (store.engine) {
    case "aurora-postgresql":
      return [days([...path, "backupRetention"], store.backupRetention, 1, 35)];
    case "redis":
      return [days([...path, "snapshotRetention"], store.snapshotRetention, 0, 35)];
    case "sqs":
      return [
        seconds([...path, "visibilityTimeout"], store.visibilityTimeout, 0, 12 * HOUR, "0 seconds to 12 hours"),
        seconds([...path, "retention"], store.retention, 60, 14 * DAY, "60 seconds to 14 days"),
        seconds([...path, "maxAge"], store.maxAge, 60, 14 * DAY, "1 minute to 14 days"),
      ];
    case "s3": {
      // S3 takes up to a hundred years (PutObjectLockConfiguration).
      const lock = store.objectLock;
      return lock === undefined ? [] : [days([...path, "objectLock", "retention"], lock.retention, 1, 36_500)];
    }
    default:
      return [];
  }
}

type Wave = NonNullable<RuleContext["file"]["migration"]>["waves"][number];

/**
 * A window is divided by eight into whole minutes; a lag of less than a second is not measured, and one of hours is no
 * replication; logs of the new database pile up while the way back stands open.
 */
function ofWave(path: NodePath, { cutover, maxLag, rollbackWindow }: Wave): readonly Period[] {
  return [
    seconds([...path, "cutover", "window"], cutover.window, 40 * 60, 7 * DAY, "40 minutes to 7 days"),
    seconds([...path, "maxLag"], maxLag, 1, HOUR, "1 second to 1 hour"),
    seconds([...path, "rollbackWindow"], rollbackWindow, HOUR, 60 * DAY, "1 hour to 60 days"),
  ];
}

function days(path: NodePath, value: Duration | undefined, low: number, high: number): Period {
  return { path, value, low: low * DAY, high: high * DAY, unit: DAY, expected: `whole days, ${low} to ${high}` };
}

function seconds(path: NodePath, value: Duration, low: number, high: number, expected: string): Period {
  return { path, value, low, high, unit: 1, expected };
}

function outside({ tree }: RuleContext, { path, value, low, high, unit, expected }: Period): readonly Diagnostic[] {
  if (!value || (value.seconds >= low && value.seconds <= high && value.seconds % unit === 0)) return [];
  return [periodRange(placeOf(tree, path), pathText(tree, path), formatDuration(value), expected)];
}

/** A queue whose messages expire before the age that raises its alarm never raises it. */
function lateAlarms({ file, tree }: RuleContext): readonly Diagnostic[] {
  return (file.dataStores ?? []).flatMap((store, index) => {
    if (store.engine !== "sqs" || store.maxAge.seconds < store.retention.seconds) return [];
    const at = (key: string) => placeOf(tree, ["dataStores", index, key]);
    return [
      alarmAfterRetention(
        { range: at("maxAge"), text: formatDuration(store.maxAge) },
        { range: at("retention"), text: formatDuration(store.retention) },
        store.name,
      ),
    ];
  });
}
