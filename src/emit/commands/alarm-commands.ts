import type { AlarmEvidence } from "../../evidence/evidence";
import { compareText } from "../../model/compare-text";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws } from "./aws";
import { type Expression, expression, secondsAgo } from "./shell";

/** CloudWatch takes at most 100 names in one request (API reference, DescribeAlarms). */
const NAMES_PER_REQUEST = 100;

/** The state of alarms by name, one command per region. */
export function alarmStates(alarms: readonly AlarmEvidence[]): string {
  return perRegion(alarms)
    .map(([region, names]) =>
      aws(
        "cloudwatch describe-alarms",
        {
          "alarm-names": names,
          query: "MetricAlarms[].[StateValue,StateUpdatedTimestamp,AlarmName,StateReason]",
          output: "table",
        },
        region,
      ),
    )
    .join("\n");
}

/** Alarms of the plan that are in a state, one command per region that has alarms. */
export function alarmsInState(prefix: string, regions: readonly string[], state: string): string {
  return regions
    .map((region) =>
      aws(
        "cloudwatch describe-alarms",
        {
          "alarm-name-prefix": prefix,
          "state-value": state,
          query: "MetricAlarms[].[StateUpdatedTimestamp,AlarmName,StateReason]",
          output: "table",
        },
        region,
      ),
    )
    .join("\n");
}

/** When an alarm changed its state over the last day. */
export function alarmHistory(name: string | Expression, region: string): string {
  return aws(
    "cloudwatch describe-alarm-history",
    {
      "alarm-name": name,
      "history-item-type": "StateUpdate",
      "start-date": secondsAgo(SECONDS_PER_DAY),
      "end-date": secondsAgo(0),
      query: "AlarmHistoryItems[].[Timestamp,HistorySummary]",
      output: "table",
    },
    region,
  );
}

/** Puts an alarm into ALARM until its next evaluation, which happens within its period. */
export function drillAlarm({ name, region }: AlarmEvidence): string {
  return aws(
    "cloudwatch set-alarm-state",
    { "alarm-name": name, "state-value": "ALARM", "state-reason": "Drill: nothing is wrong" },
    region,
  );
}

export function regionsOf(alarms: readonly AlarmEvidence[]): readonly string[] {
  return [...new Set(alarms.map(({ region }) => region))].sort(compareText);
}

function perRegion(alarms: readonly AlarmEvidence[]): readonly (readonly [string, readonly string[]])[] {
  return regionsOf(alarms).flatMap((region) => {
    const names = alarms.filter((alarm) => alarm.region === region).map(({ name }) => name);
    const chunks = Array.from({ length: Math.ceil(names.length / NAMES_PER_REQUEST) }, (_, index) =>
      names.slice(index * NAMES_PER_REQUEST, (index + 1) * NAMES_PER_REQUEST),
    );
    return chunks.map((chunk) => [region, chunk] as const);
  });
}

/** The tag that the escalation looks for before each of its steps. */
const ANSWERED_TAG = "acknowledged";

/** Answers an alarm: the escalation stops. `$ALARM` is its name. */
export function answerAlarm(account: string, region: string): string {
  return aws(
    "cloudwatch tag-resource",
    { "resource-arn": alarmArn(account, region), tags: expression(`"Key=${ANSWERED_TAG},Value=$(whoami)"`) },
    region,
  );
}

/** Takes the answer away again, so that the alarm escalates the next time. */
export function forgetAnswer(account: string, region: string): string {
  return aws(
    "cloudwatch untag-resource",
    { "resource-arn": alarmArn(account, region), "tag-keys": ANSWERED_TAG },
    region,
  );
}

function alarmArn(account: string, region: string): Expression {
  return expression(`"arn:aws:cloudwatch:${region}:${account}:alarm:$ALARM"`);
}
