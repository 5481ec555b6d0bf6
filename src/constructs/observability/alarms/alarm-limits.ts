/** CloudWatch's limits on one alarm (CloudWatch API reference, PutMetricAlarm). */
const MAX_SECONDS_OF_SHORT_PERIODS = 86_400;
const MAX_SECONDS_OF_LONG_PERIODS = 604_800;
const LONG_PERIOD_SECONDS = 3600;
const MAX_QUERIES = 10;

/** @throws Error when AWS would refuse the alarm: a fault of the construct that made it, not of the plan */
export function checkAlarmLimits(
  alarm: { readonly periodSeconds: number; readonly evaluationPeriods: number } | { readonly queries: number },
): void {
  if ("queries" in alarm) {
    if (alarm.queries > MAX_QUERIES) throw new Error(`an alarm takes ${MAX_QUERIES} metrics, not ${alarm.queries}`);
    return;
  }
  const { periodSeconds, evaluationPeriods } = alarm;
  const limit = periodSeconds < LONG_PERIOD_SECONDS ? MAX_SECONDS_OF_SHORT_PERIODS : MAX_SECONDS_OF_LONG_PERIODS;
  const seconds = periodSeconds * evaluationPeriods;
  if (seconds > limit) throw new Error(`an alarm looks back at most ${limit} seconds, not ${seconds}`);
}
