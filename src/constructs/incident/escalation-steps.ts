import type { Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import type { Duration } from "../../model/units/duration";

export type Channel = Plan["incidents"]["channels"][string];

/** A step that follows when nobody answers. */
export interface LaterStep {
  readonly after: Duration;
  readonly severities: readonly Severity[];
  readonly channels: readonly string[];
}

/** Channels that hear of an incident of a severity at once, in alphabetical order. */
export function immediateChannels({ incidents }: Plan, severity: Severity): readonly string[] {
  const steps = incidents.escalation.filter(
    ({ after, severities }) => after.seconds === 0 && severities.includes(severity),
  );
  return unique(steps.flatMap(({ to }) => to));
}

/** The steps after the first moment, soonest first. */
export function laterSteps({ incidents }: Plan): readonly LaterStep[] {
  return incidents.escalation
    .filter(({ after }) => after.seconds > 0)
    .map(({ after, severities, to }) => ({ after, severities, channels: unique(to) }))
    .sort((a, b) => a.after.seconds - b.after.seconds);
}

/** Channels of the later steps: each gets a topic of its own, so that a step reaches exactly its channels. */
export function escalationChannels(plan: Plan): readonly string[] {
  return unique(laterSteps(plan).flatMap(({ channels }) => channels));
}

/** A channel of the plan. The checks refuse a step that names one it does not have. */
export function channelOf({ incidents }: Plan, name: string): Channel {
  const channel = incidents.channels[name];
  if (channel === undefined) throw new Error(`escalation names the unknown channel ${name}`);
  return channel;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
