import type { AlarmDeclaration } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { type AlarmAnnotationWidget, type AlarmStatusWidget, GRID_WIDTH } from "./widget";

/** Alarms of one status widget (dashboard body syntax, "alarms"). */
const MAX_ALARMS_PER_WIDGET = 100;

/** Alarms that a line of the status widget shows, for its height. */
const ALARMS_PER_LINE = 6;

/** The states of alarms in the plan's region. */
export function alarmStatus(plan: Plan, alarms: readonly AlarmDeclaration[]): readonly AlarmStatusWidget[] {
  // Windows of burn-rate alarms tell nothing by themselves.
  const near = alarms.filter(({ region, purpose }) => region === plan.environment.region && purpose !== "window");
  return chunks(near).map((chunk) => ({
    type: "alarm",
    width: GRID_WIDTH,
    height: 1 + Math.ceil(chunk.length / ALARMS_PER_LINE),
    properties: { title: "Alarms", alarms: chunk.map((alarm) => alarmArn(plan, alarm)) },
  }));
}

/** Alarms that stand in another region, one widget each: a status widget shows those of its own region. */
export function alarmsElsewhere(plan: Plan, alarms: readonly AlarmDeclaration[]): readonly AlarmAnnotationWidget[] {
  const far = alarms.filter(({ region, purpose }) => region !== plan.environment.region && purpose !== "window");
  return far.map((alarm) => ({
    type: "metric",
    width: 6,
    height: 5,
    properties: {
      title: alarm.name,
      region: alarm.region,
      view: "timeSeries",
      annotations: { alarms: [alarmArn(plan, alarm)] },
    },
  }));
}

function alarmArn(plan: Plan, { name, region }: AlarmDeclaration): string {
  return planArn(plan, "cloudwatch", `alarm:${name}`, region);
}

function chunks(alarms: readonly AlarmDeclaration[]): readonly (readonly AlarmDeclaration[])[] {
  const count = Math.ceil(alarms.length / MAX_ALARMS_PER_WIDGET);
  return Array.from({ length: count }, (_, index) =>
    alarms.slice(index * MAX_ALARMS_PER_WIDGET, (index + 1) * MAX_ALARMS_PER_WIDGET),
  );
}
