import type { Plan } from "../../../model/plan";

/**
 * Event pattern: an alarm of the plan went off in a region. Events that come from another region keep its name, so
 * that each region's machines follow their own alarms only. Plans whose names begin alike match as well: whoever
 * acts on the event looks closer.
 */
export function alarmWentOff({ name, environment }: Plan, regions: readonly string[]) {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    region: [...regions],
    detail: {
      alarmName: [{ prefix: `${name}-${environment.name}-` }],
      state: { value: ["ALARM"] },
      previousState: { value: [{ "anything-but": "ALARM" }] },
    },
  };
}
