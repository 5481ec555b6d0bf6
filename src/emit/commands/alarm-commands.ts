import type { AlarmEvidence } from "../../evidence/evidence";
import { compareText } from "../../model/compare-text";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws } from "./aws";
import { type Expression, expression, secondsAgo } from "./shell";

/** CloudWatch takes at most 100 names in one request (API reference, DescribeAlarms). */
const NAMES_PER_REQUEST = 100;

/** Without it only metric alarms are listed, even when a composite is asked for by name (API reference, DescribeAlarms). */
export const EVERY_ALARM_TYPE = ["CompositeAlarm", "MetricAlarm"];

/** Both lists of the answer as one. */
const ALL = "[CompositeAlarms,MetricAlarms][]";

/** Those that do something when they go off. Windows of burn-rate alarms do not, nor do alarms that silence them. */
const WITH_ACTIONS = `${ALL} | [?AlarmActions[0]]`;

/** The state of alarms by name, one command per region. */
export function alarmStates(alarms: readonly AlarmEvidence[]): string {
  return perRegion(alarms)
    .map(([region, names]) =>
      aws(
        "cloudwatch describe-alarms",
        {
          "alarm-names": names,
          "alarm-types": EVERY_ALARM_TYPE,
          query: `${ALL}.[StateValue,StateUpdatedTimestamp,AlarmName,StateReason]`,
          output: "table",
        },
        region,
      ),
    )
    .join("\n");
}

/** Alarms of the plan that tell people of something now, one command per region that has alarms. */
export function firingAlarms(prefix: string, regions: readonly string[]): string {
  return inState(prefix, regions, "ALARM", WITH_ACTIONS);
}

/** Alarms of the plan, windows included, that have nothing to judge by, one command per region that has alarms. */
export function alarmsWithoutData(prefix: string, regions: readonly string[]): string {
  return inState(prefix, regions, "INSUFFICIENT_DATA", ALL);
}

function inState(prefix: string, regions: readonly string[], state: string, list: string): string {
  return regions
    .map((region) =>
      aws(
        "cloudwatch describe-alarms",
        {
          "alarm-name-prefix": prefix,
          "alarm-types": EVERY_ALARM_TYPE,
          "state-value": state,
          query: `${list}.[StateUpdatedTimestamp,AlarmName,StateReason]`,
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
      "alarm-types": EVERY_ALARM_TYPE,
      "history-item-type": "StateUpdate",
      "start-date": secondsAgo(SECONDS_PER_DAY),
      "end-date": secondsAgo(0),
      query: "AlarmHistoryItems[].[Timestamp,HistorySummary]",
      output: "table",
    },
    region,
  );
}

/**
 * Puts an alarm into ALARM. A metric alarm is OK again after its next evaluation; a composite stays until one of its
 * children changes (API reference, SetAlarmState), so it is put back by hand.
 */
export function drillAlarm({ name, region, kind }: AlarmEvidence): string {
  const drill = setAlarmState(name, "ALARM", "Drill: nothing is wrong", region);
  if (kind === "metric") return drill;
  return [drill, `sleep ${DRILL_SECONDS}`, setAlarmState(name, "OK", "The drill is over", region)].join("\n");
}

/** Long enough for the first step of the escalation to be taken and seen. */
const DRILL_SECONDS = 120;

/** Switches an alarm by hand. */
export function setAlarmState(
  name: string | Expression,
  state: "ALARM" | "OK",
  reason: string,
  region: string,
): string {
  return aws(
    "cloudwatch set-alarm-state",
    { "alarm-name": name, "state-value": state, "state-reason": reason },
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
