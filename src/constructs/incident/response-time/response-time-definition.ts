import type { Plan } from "../../../model/plan";
import { SEVERITIES } from "../../../model/severities";
import { formatDuration } from "../../../model/units/duration";
import { jsonata, literal, quoted } from "../../core/state-machine/jsonata";
import { choice, type State, task } from "../../core/state-machine/state";
import { TICKET_REQUEST_DETAIL_TYPE, TICKET_REQUEST_SOURCE } from "../../core/ticket-request";
import { describeAlarm, STILL_ON, SUPPRESSED } from "../alarm-states/describe-alarm";
import { OPENING_STATE, openingStates, readAnswer } from "../alarm-states/opening-states";

/**
 * Times the answer to one alarm: waits as long as its severity allows, and asks for a ticket when the same alarm is
 * still on by then and nobody has put the tag `acknowledged` on it. An alarm for which another speaks is not missed.
 *
 * A check that keeps failing counts as no answer, as it does in the escalation.
 */
export function responseTimeDefinition(plan: Plan): State {
  const unknown = [{ ErrorEquals: ["States.ALL"], Next: "Ask for ticket" }];
  return {
    Comment: `Response time of ${plan.name} ${plan.environment.name}`,
    QueryLanguage: "JSONata",
    StartAt: OPENING_STATE,
    States: {
      ...openingStates({ plan, severities: SEVERITIES, next: "Wait for an answer", otherwise: "Nothing to time" }),
      "Nothing to time": { Type: "Succeed" },
      "Wait for an answer": {
        Type: "Wait",
        Seconds: jsonata(`$lookup(${literal(bySeverity(plan, ({ seconds }) => seconds))}, $severity)`),
        Next: "Look again",
      },
      "Look again": {
        ...describeAlarm(),
        Assign: { open: jsonata(STILL_ON), suppressed: jsonata(SUPPRESSED) },
        Catch: unknown,
        Next: "Still on?",
      },
      "Still on?": choice("$open and $not($suppressed)", "Read answer", "Alarm is over"),
      "Alarm is over": { Type: "Succeed" },
      "Read answer": { ...readAnswer(), Catch: unknown, Next: "Answered?" },
      "Answered?": choice("$answered", "Answered in time", "Ask for ticket"),
      "Answered in time": { Type: "Succeed" },
      "Ask for ticket": {
        ...task("events:putEvents", {
          Entries: [
            {
              Source: TICKET_REQUEST_SOURCE,
              DetailType: TICKET_REQUEST_DETAIL_TYPE,
              EventBusName: "default",
              Detail: jsonata(request(plan)),
            },
          ],
        }),
        Next: "Answered too late",
      },
      "Answered too late": { Type: "Succeed" },
    },
  };
}

/** The alarm's own subject begins its description (core/alarm.ts). */
function request(plan: Plan): string {
  const allowed = `$lookup(${literal(bySeverity(plan, formatDuration))}, $severity)`;
  const members = [
    `'plan': ${quoted(plan.name)}`,
    `'environment': ${quoted(plan.environment.name)}`,
    "'ticket': 'incident_response_time_exceeded'",
    "'subject': $substringBefore($description, ': ')",
    `'title': 'nobody answered ' & $alarmName & ' within ' & ${allowed}`,
    `'text': 'Severity ' & $severity & ', went off at ' & $changed & '.\\n\\n' & $reason`,
  ];
  return `{${members.join(", ")}}`;
}

type ResponseTime = Plan["incidents"]["responseTime"];

function bySeverity<T>(
  { incidents: { responseTime } }: Plan,
  shown: (time: ResponseTime[keyof ResponseTime]) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, shown(responseTime[severity])]));
}
