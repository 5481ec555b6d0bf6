import { type MetricQuery, metricAlarmDefinition } from "./alarm-definition";
import { TerraformBody } from "./terraform-body";

/** The metrics that an alarm's body reads, so that a test can feed them without spelling them out again. */
export function alarmMetrics(body: Readonly<Record<string, unknown>>): readonly MetricQuery[] {
  return metricAlarmDefinition(new TerraformBody(body, String(body.alarm_name))).metrics;
}
