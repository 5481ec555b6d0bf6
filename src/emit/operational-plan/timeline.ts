import type { Phase, Plan } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import type { Block } from "../markdown/blocks";
import { bareLabel, mermaid } from "../markdown/mermaid";

/** A Gantt chart when the initiative has a first day; week numbers on a timeline when it has none. */
export function timeline(plan: Plan): Block {
  return plan.initiative.start === null ? weeks(plan) : gantt(plan);
}

export function phaseDates({ startDate, endDate, firstWeek, lastWeek }: Phase): string {
  const words = firstWeek === lastWeek ? `week ${firstWeek}` : `weeks ${firstWeek} to ${lastWeek}`;
  return startDate === null || endDate === null ? words : `${startDate} to ${endDate} (${words})`;
}

function gantt({ title, initiative }: Plan): Block {
  return mermaid([
    "gantt",
    `    title ${bareLabel(title)}`,
    "    dateFormat YYYY-MM-DD",
    "    axisFormat %d %b",
    ...initiative.phases.flatMap(({ name, startDate, duration, deliverables }) => {
      if (startDate === null) throw new Error(`the initiative has a start, and its phase ${name} has none`);
      const bar = `:${startDate}, ${days(duration.seconds)}d`;
      return [`    section ${bareLabel(name)}`, ...deliverables.map((one) => `    ${bareLabel(one.name)} ${bar}`)];
    }),
  ]);
}

function weeks({ title, initiative }: Plan): Block {
  return mermaid([
    "timeline",
    `    title ${bareLabel(title)}`,
    ...initiative.phases.flatMap((phase) => [
      `    section ${bareLabel(phase.name)}`,
      `        ${phaseDates(phase)} : ${phase.deliverables.map(({ name }) => bareLabel(name)).join(" : ")}`,
    ]),
  ]);
}

function days(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / SECONDS_PER_DAY));
}
