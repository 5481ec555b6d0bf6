import type { Plan } from "../../../model/plan";
import { formatDuration } from "../../../model/units/duration";
import { jsonata, quoted } from "../../core/state-machine/jsonata";
import { choice, type State, type States, task } from "../../core/state-machine/state";
import { describeAlarm, STILL_ON, SUPPRESSED } from "../alarm-states/describe-alarm";
import { readAnswer } from "../alarm-states/opening-states";
import { messageFor } from "./messages";
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

/**
 * One step: wait, look whether the incident still needs someone, tell the step's channels. Where another alarm speaks
 * for this one, the step is passed over, and the next looks again.
 */
export function stepStates(context: Context, step: EscalationStep, { waitSeconds, next }: Placement): States {
  const at = `at ${time(step)}`;
  const [read, open, quiet, tags, answered, covers, tell] = [
    `Read alarm ${at}`,
    `Still on ${at}?`,
    `Does another speak ${at}?`,
    `Read answer ${at}`,
    `Answered ${at}?`,
    `For this severity ${at}?`,
    `Tell ${at}`,
  ];
  const unknown = [{ ErrorEquals: ["States.ALL"], Next: covers }];
  return {
    [stepEntry(step)]: { Type: "Wait", Seconds: waitSeconds, Next: read },
    [read]: {
      ...describeAlarm(),
      Assign: { open: jsonata(STILL_ON), suppressed: jsonata(SUPPRESSED) },
      Catch: unknown,
      Next: open,
    },
    [open]: choice("$open", quiet, "Alarm is over"),
    [quiet]: choice("$suppressed", next, tags),
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
        Output: jsonata("true"),
        Catch: [{ ErrorEquals: ["States.ALL"], Next: failed }],
        End: true,
      },
      [failed]: { Type: "Pass", Output: jsonata("false"), End: true },
    },
  };
}

function time({ after }: EscalationStep): string {
  return formatDuration(after);
}
