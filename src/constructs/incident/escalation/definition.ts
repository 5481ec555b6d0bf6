import type { Plan } from "../../../model/plan";
import { SEVERITIES } from "../../../model/severities";
import { choice, RETRY, type State, type States } from "../../core/state-machine/state";
import { OPENING_STATE, openingStates } from "../alarm-states/opening-states";
import { stepEntry, stepStates } from "./step-states";
import type { EscalationStep } from "./targets";

export interface DefinitionProps {
  readonly plan: Plan;
  readonly region: string;
  /** In the order of their times; at least one. */
  readonly steps: readonly EscalationStep[];
}

/**
 * The escalation of one incident, in Amazon States Language. It is started when an alarm goes off, waits for each
 * step's time, and goes on only while the same alarm is still on and nobody has put the tag `acknowledged` on it. A
 * step at which another alarm speaks for this one tells nobody: who needs to know hears of the other.
 *
 * A check that keeps failing counts as no answer: better told once too often than never.
 */
export function escalationDefinition({ plan, region, steps }: DefinitionProps): State {
  const first = steps[0];
  if (first === undefined) throw new Error("an escalation needs a step");
  const later = steps.map((step, index) => {
    const [before, after] = [steps[index - 1], steps[index + 1]];
    return stepStates({ plan, region }, step, {
      waitSeconds: step.after.seconds - (before === undefined ? 0 : before.after.seconds),
      next: after === undefined ? "Was everyone reached?" : stepEntry(after),
    });
  });
  const opening = openingStates({
    plan,
    severities: SEVERITIES.filter((severity) => steps.some((step) => step.severities.includes(severity))),
    next: "Begin",
    otherwise: "Nothing to escalate",
  });
  const begin = { Begin: { Type: "Pass", Assign: { unreached: false }, Next: stepEntry(first) } };
  return {
    Comment: `Escalation of incidents of ${plan.name} ${plan.environment.name}`,
    QueryLanguage: "JSONata",
    StartAt: OPENING_STATE,
    States: Object.assign({}, opening, begin, ...later, ending()),
  };
}

function ending(): States {
  return {
    "Nothing to escalate": { Type: "Succeed" },
    "Was everyone reached?": choice("$unreached", "A channel was not reached", "Escalated to the end"),
    "Escalated to the end": { Type: "Succeed" },
    "A channel was not reached": {
      Type: "Fail",
      Error: "ChannelNotReached",
      Cause: `SNS refused a message for ${RETRY.MaxAttempts} retries; see the failed Publish in this execution.`,
    },
    Answered: { Type: "Succeed" },
    "Alarm is over": { Type: "Succeed" },
  };
}
