import type { Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import { ACKNOWLEDGED_TAG } from "../../core/acknowledged-tag";
import { jsonata, orElse, quoted } from "../../core/state-machine/jsonata";
import { choice, type State, type States, task } from "../../core/state-machine/state";
import { describeAlarm, FOUND_ALARM } from "./describe-alarm";

/** The state in which an execution begins that follows an alarm. */
export const OPENING_STATE = "Read severity";

export interface OpeningProps {
  readonly plan: Plan;
  /** Severities that are followed. */
  readonly severities: readonly Severity[];
  /** State that follows for an alarm of the plan that notifies somebody. */
  readonly next: string;
  /** State that follows for any other. */
  readonly otherwise: string;
}

/**
 * The beginning of every execution that follows an alarm: whose it is, how bad, and what it looked like when it went
 * off. Sets `alarmArn`, `alarmName`, `changed`, `severity`, `description`, `reason` and `since`.
 *
 * An alarm of another plan, one of a severity that is not followed, and one that notifies nobody (it only guards
 * deployments, or its actions are switched off) are not followed.
 */
export function openingStates(props: OpeningProps): States {
  const { severities, next, otherwise } = props;
  const followed = `$ours and $severity in [${severities.map(quoted).join(", ")}]`;
  return {
    [OPENING_STATE]: readSeverity(props.plan),
    "Is it followed?": choice(followed, "Forget earlier answer", otherwise),
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
    "Does it notify?": choice("$notifies", next, otherwise),
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
    },
    Next: "Is it followed?",
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

/** Whether somebody has put the tag on the alarm; sets `answered`. */
export function readAnswer(): State {
  return {
    ...task("aws-sdk:cloudwatch:listTagsForResource", { ResourceARN: jsonata("$alarmArn") }),
    Assign: { answered: jsonata(`${quoted(ACKNOWLEDGED_TAG)} in $states.result.Tags.Key`) },
  };
}
