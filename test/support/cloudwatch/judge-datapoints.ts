import type { AlarmState, MissingData } from "./alarm-definition";
import type { DatapointWindow } from "./datapoint-window";

/**
 * CloudWatch retrieves more data points than the evaluation periods, so that it can step over missing ones. How many
 * more it does not say; in the user guide's examples it is 5 for 3 ("Configuring how CloudWatch alarms treat missing
 * data").
 */
export const EXTRA_DATAPOINTS = 2;

export interface Judgement {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
  /** What the alarm is now. */
  readonly state: AlarmState;
}

/** The state that follows from the data points up to `end`, by the rules of the same page. */
export function judgeDatapoints(window: DatapointWindow, end: number, judgement: Judgement): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, missingData } = judgement;
  const { breaching, within } = window.counts(end);
  const spare = breaching + within - evaluationPeriods;
  if (spare >= 0) return alarmIf(breaching - oldestBreaching(window, end, judgement, spare) >= datapointsToAlarm);
  if (missingData === "notBreaching") return alarmIf(breaching >= datapointsToAlarm);
  if (missingData === "breaching") return alarmIf(breaching - spare >= datapointsToAlarm);
  if (breaching >= datapointsToAlarm) return "ALARM";
  if (within > 0) return "OK";
  if (missingData === "ignore") return judgement.state;
  // One breaching data point after a gap is not yet an alarm, since the next may be good; one that nothing good has
  // followed for long enough is ("Avoiding premature transitions to alarm state").
  return breaching > 0 && hasOldDatapoint(window, end, judgement) ? "ALARM" : "INSUFFICIENT_DATA";
}

function alarmIf(condition: boolean): AlarmState {
  return condition ? "ALARM" : "OK";
}

/** Breaching ones among the oldest existing data points, which are not needed. */
function oldestBreaching(
  window: DatapointWindow,
  end: number,
  { evaluationPeriods }: Judgement,
  unneeded: number,
): number {
  let [found, breaching] = [0, 0];
  for (let age = evaluationPeriods + EXTRA_DATAPOINTS; found < unneeded; age--) {
    const datapoint = window.at(end, age);
    if (datapoint !== "missing") found++;
    if (datapoint === "breaching") breaching++;
  }
  return breaching;
}

function hasOldDatapoint(
  window: DatapointWindow,
  end: number,
  { evaluationPeriods, datapointsToAlarm }: Judgement,
): boolean {
  for (let age = evaluationPeriods + EXTRA_DATAPOINTS; age >= datapointsToAlarm; age--) {
    if (window.at(end, age) !== "missing") return true;
  }
  return false;
}
