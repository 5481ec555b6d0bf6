import type { AlarmEvidence } from "../../evidence/evidence";
import { compareText } from "../../model/compare-text";
import { SEVERITIES } from "../../model/severities";

/** Most severe first, then by name. */
export function alarmOrder(alarms: readonly AlarmEvidence[]): readonly AlarmEvidence[] {
  return [...alarms].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compareText(a.name, b.name) ||
      compareText(a.region, b.region),
  );
}
