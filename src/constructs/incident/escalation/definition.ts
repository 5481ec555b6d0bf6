import type { Plan } from "../../../model/plan";
import { SEVERITIES } from "../../../model/severities";
import { describeAlarm, FOUND_ALARM } from "./describe-alarm";
import { jsonata, orElse, quoted } from "./jsonata";
import { ACKNOWLEDGED_TAG } from "./messages";
import { RETRY, type State, type States, task } from "./state";
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
 * step's time, and goes on only while the same alarm is still on and nobody has put the tag `acknowledged` on it.
 *
 * An alarm of another plan, one of a severity that no step covers, and one that notifies nobody (it only guards
 * deployments, or its actions are switched off) end at once. A check that keeps failing counts as no answer: better
 * told once too often than never.
 */
export function escalationDefinition({ plan, region, steps }: DefinitionProps): State {
  const later = steps.map((step, index) => {
    const [before, after] = [steps[index - 1], steps[index + 1]];
    return stepStates({ plan, region }, step, {
      waitSeconds: step.after.seconds - (before === undefined ? 0 : before.after.seconds),
      next: after === undefined ? "Was everyone reached?" : stepEntry(after),
    });
  });
  return {
    Comment: `Escalation of incidents of ${plan.name} ${plan.environment.name}`,
    QueryLanguage: "JSONata",
    StartAt: "Read severity",
    States: Object.assign(opening(plan, steps), ...later, ending()),
  };
}

function opening(plan: Plan, steps: readonly EscalationStep[]): States {
  const first = steps[0];
  if (first === undefined) throw new Error("an escalation needs a step");
  return {
    "Read severity": readSeverity(plan),
    "Does a step cover it?": {
      Type: "Choice",
      Choices: [{ Condition: jsonata(`$ours and $severity in ${covered(steps)}`), Next: "Forget earlier answer" }],
      Default: "Nothing to escalate",
    },
    // An answer belongs to one incident: the tag may still stand from the last time this alarm went off.
    "Forget earlier answer": {
      ...task("aws-sdk:cloudwatch:untagResource", {
        ResourceARN: jsonata("$alarmArn"),
        TagKeys: [ACKNOWLEDGED_TAG],
      }),
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Read alarm" }],
      Next: "Read alarm",
    },
    "Read alarm": readAlarm(),
    "Does it notify?": {
      Type: "Choice",
      Choices: [{ Condition: jsonata("$notifies"), Next: stepEntry(first) }],
      Default: "Nothing to escalate",
    },
    "Nothing to escalate": { Type: "Succeed" },
  };
}

/** Names of two plans may begin alike, so the alarm's tags decide whose it is. */
function readSeverity({ name, environment }: Plan): State {
  const tag = (key: string) => `$states.result.Tags[Key=${quoted(key)}].Value`;
  return {
    ...task("aws-sdk:cloudwatch:listTagsForResource", { ResourceARN: jsonata("$states.input.resources[0]") }),
    Assign: {
      alarmArn: jsonata("$states.input.resources[0]"),
      alarmName: jsonata("$states.input.detail.alarmName"),
      changed: jsonata("$states.input.time"),
      severity: jsonata(orElse(tag("severity"), "none")),
      ours: jsonata(`${quoted(name)} in ${tag("plan")} and ${quoted(environment.name)} in ${tag("environment")}`),
      unreached: false,
    },
    Next: "Does a step cover it?",
  };
}

function readAlarm(): State {
  return {
    ...describeAlarm(),
    Assign: {
      description: jsonata(orElse(`${FOUND_ALARM}.AlarmDescription`, "")),
      reason: jsonata(orElse(`${FOUND_ALARM}.StateReason`, "")),
      since: jsonata(orElse(`${FOUND_ALARM}.StateTransitionedTimestamp`, "")),
      notifies: jsonata(`$count(${FOUND_ALARM}.AlarmActions) > 0 and ${FOUND_ALARM}.ActionsEnabled`),
    },
    Next: "Does it notify?",
  };
}

function covered(steps: readonly EscalationStep[]): string {
  const severities = SEVERITIES.filter((severity) => steps.some((step) => step.severities.includes(severity)));
  return `[${severities.map(quoted).join(", ")}]`;
}

function ending(): States {
  return {
    "Was everyone reached?": {
      Type: "Choice",
      Choices: [{ Condition: jsonata("$unreached"), Next: "A channel was not reached" }],
      Default: "Escalated to the end",
    },
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
