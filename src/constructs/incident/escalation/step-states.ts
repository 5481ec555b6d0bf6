import type { Plan } from "../../../model/plan";
import { formatDuration } from "../../../model/units/duration";
import { describeAlarm, FOUND_ALARM } from "./describe-alarm";
import { jsonata, orElse, quoted } from "./jsonata";
import { ACKNOWLEDGED_TAG, messageFor } from "./messages";
import { type State, type States, task } from "./state";
import type { EscalationStep, EscalationTarget } from "./targets";

interface Context {
  readonly plan: Plan;
  readonly region: string;
}

interface Placement {
  /** Since the step before. */
  readonly waitSeconds: number;
  /** State that follows when the step is done. */
  readonly next: string;
}

/** The state in which a step begins. Times ascend, so they tell the states of one step from another's. */
export function stepEntry(step: EscalationStep): string {
  return `Wait until ${time(step)}`;
}

/** One step: wait, look whether the incident still needs someone, tell the step's channels. */
export function stepStates(context: Context, step: EscalationStep, { waitSeconds, next }: Placement): States {
  const at = `at ${time(step)}`;
  const [read, open, tags, answered, covers, tell] = [
    `Read alarm ${at}`,
    `Still on ${at}?`,
    `Read answer ${at}`,
    `Answered ${at}?`,
    `For this severity ${at}?`,
    `Tell ${at}`,
  ];
  const unknown = [{ ErrorEquals: ["States.ALL"], Next: covers }];
  return {
    [stepEntry(step)]: { Type: "Wait", Seconds: waitSeconds, Next: read },
    [read]: { ...describeAlarm(), Assign: { open: jsonata(stillOn()) }, Catch: unknown, Next: open },
    [open]: choice("$open", tags, "Alarm is over"),
    [tags]: { ...readAnswer(), Catch: unknown, Next: answered },
    [answered]: choice("$answered", "Answered", covers),
    [covers]: choice(`$severity in [${step.severities.map(quoted).join(", ")}]`, tell, next),
    [tell]: {
      Type: "Parallel",
      Branches: step.targets.map((target) => branch(context, step, target)),
      Assign: { unreached: jsonata("$unreached or (false in $states.result)") },
      Next: next,
    },
  };
}

/**
 * The alarm is on, and has been since the incident began: one that went off again in between has started an
 * escalation of its own.
 */
function stillOn(): string {
  const since = orElse(`${FOUND_ALARM}.StateTransitionedTimestamp`, "");
  return `${FOUND_ALARM}.StateValue = 'ALARM' and ${since} = $since`;
}

function readAnswer(): State {
  return {
    ...task("aws-sdk:cloudwatch:listTagsForResource", { ResourceARN: jsonata("$alarmArn") }),
    Assign: { answered: jsonata(`${quoted(ACKNOWLEDGED_TAG)} in $states.result.Tags.Key`) },
  };
}

/** Each channel by itself: one that cannot be reached keeps no other from being told. */
function branch({ plan, region }: Context, step: EscalationStep, target: EscalationTarget): State {
  const publish = `Tell ${target.channel} at ${time(step)}`;
  const failed = `Could not tell ${target.channel} at ${time(step)}`;
  const message = messageFor(target, { plan, region, after: step.after });
  return {
    StartAt: publish,
    States: {
      [publish]: {
        ...task("sns:publish", { TopicArn: target.topicArn, ...message }),
        Output: true,
        Catch: [{ ErrorEquals: ["States.ALL"], Next: failed }],
        End: true,
      },
      [failed]: { Type: "Pass", Output: false, End: true },
    },
  };
}

function choice(condition: string, then: string, otherwise: string): State {
  return { Type: "Choice", Choices: [{ Condition: jsonata(condition), Next: then }], Default: otherwise };
}

function time({ after }: EscalationStep): string {
  return formatDuration(after);
}
