import { rounded } from "../../model/rounded";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { allSlos, budgetMinutes } from "../../planning/slo-budget";
import { alarmHistory, EVERY_ALARM_TYPE } from "../commands/alarm-commands";
import { aws } from "../commands/aws";
import { executions } from "../commands/pipeline-commands";
import { trailEvents } from "../commands/security-commands";
import { ask, secondsAgo, variable } from "../commands/shell";
import { budgetRemaining } from "../commands/slo-commands";
import { openTickets, readTicket, setTicketStatus } from "../commands/ticket-commands";
import { link } from "../markdown/inline";
import { planPrefix } from "./plan-prefix";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { sloTargets } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";
import { opensTickets, reviewsThemselves } from "./ticket-steps";

export const postIncidentReview: RunbookWriter = (context) => {
  const { region } = context;
  return {
    title: "Post-incident review",
    trigger: reviewsThemselves(context)
      ? "Within five working days of every critical or high incident, and of any other that taught something. A critical or high ticket that is resolved opens the review by itself, filled with alarm, timeline and runbook."
      : "Within five working days of every critical or high incident, and of any other that taught something.",
    impact: ["None. The review looks for causes in the system, not for a person."],
    firstMinutes: [
      ...ticketSteps(context),
      step("Collect while it can still be found: alarms of the last day, with their times.", history(context)),
      step("The history of one of them.", ask("ALARM", "Name of the alarm"), alarmHistory(variable("ALARM"), region)),
    ],
    diagnosis: [
      group(
        "Timeline",
        step("Who changed what in the account over the last day.", trailEvents("ReadOnly", "false", region)),
        ...serviceTargets(context).flatMap(({ service, pipeline }) =>
          pipeline === null ? [] : [step(`What was deployed to ${service.name}.`, executions(pipeline, region))],
        ),
        step("Put the times into one list: began, noticed, answered, understood, mitigated, over."),
      ),
      ...groupIfAny(
        "Error budget",
        allSlos(context.plan).length === 0
          ? []
          : [
              ...budgetLeftSteps(context),
              step([
                "How much of it did this incident use: the share before it less the share now. What follows from what is left is the policy in ",
                link("SLO.md", "../SLO.md"),
                ".",
              ]),
            ],
      ),
    ],
    decisions: [
      { when: "Users noticed before an alarm did", act: "An alarm is missing or too slow: add it to the plan" },
      {
        when: "An alarm fired and nobody answered in time",
        act: "The ticket incident_response_time_exceeded: look at channels and escalation",
      },
      { when: "The runbook did not help", act: "Its owner changes it now, while it is fresh" },
      ...(allSlos(context.plan).length === 0
        ? []
        : [
            {
              when: "The budget of an SLO is used up",
              act: ["The next change makes the service more reliable, before any feature: ", see("error-budget")],
            },
          ]),
      { when: "The same cause as before", act: "The earlier action was not enough or not done: raise its priority" },
    ],
    mitigation: [
      group(
        "Write it down",
        step("What happened for users, from when to when, and how many."),
        step("Why: ask five times, and look for more than one cause."),
        step("What went well. What was luck."),
        step([
          "Actions: each with one owner, a date and a ticket in ",
          link("TICKET_REGISTRY.md", "../TICKET_REGISTRY.md"),
          ".",
        ]),
      ),
    ],
    verification: [
      group(
        "Done",
        step("Everyone who took part has read it. Each action has an owner and a date."),
        step("Four weeks later: the actions are done, and the alarm or the drill shows it."),
        ...doneTicket(context),
      ),
    ],
    rollback: [group("Nothing was changed", step("A review changes nothing by itself."))],
  };
};

function history({ plan, evidence, region }: RunbookContext): string {
  const regions = [...new Set([region, ...evidence.alarms.map((alarm) => alarm.region)])].sort();
  return regions
    .map((place) =>
      aws(
        "cloudwatch describe-alarm-history",
        {
          "alarm-types": EVERY_ALARM_TYPE,
          "history-item-type": "StateUpdate",
          "start-date": secondsAgo(SECONDS_PER_DAY),
          "end-date": secondsAgo(0),
          query: `AlarmHistoryItems[?starts_with(AlarmName,'${planPrefix(plan)}')].[Timestamp,AlarmName,HistorySummary]`,
          output: "table",
        },
        place,
      ),
    )
    .join("\n");
}

/** The ticket of the review, and those that still wait. */
function ticketSteps(context: RunbookContext) {
  const { plan, region } = context;
  if (!opensTickets(context)) return [];
  return [
    step(
      reviewsThemselves(context)
        ? "Tickets that are open, the one of this review among them. Take it."
        : "Tickets that are open. The review's actions are written into the one of the incident.",
      openTickets(plan, null),
      ask("TICKET", "Id of the ticket"),
      readTicket(region),
      setTicketStatus("InProgress", region),
    ),
  ];
}

/** As long as nothing measures a budget its size alone is known. */
function budgetLeftSteps(context: RunbookContext) {
  const watched = sloTargets(context);
  return allSlos(context.plan).map(({ service, slo }) => {
    const target = watched.find((one) => one.service.name === service.name && one.slo.name === slo.name);
    const words = `${service.name}, ${slo.name}: ${formatPercentage(slo.target)}, ${rounded(budgetMinutes(slo))} minutes of failure in the window.`;
    return target === undefined
      ? step(`${words} Nothing generated measures it.`)
      : step(`${words} What is left, in percent:`, budgetRemaining(context.plan, target, target.region));
  });
}

function doneTicket(context: RunbookContext) {
  if (!opensTickets(context)) return [];
  return [
    step(
      "The ticket of the review is resolved.",
      ask("TICKET", "Id of the ticket"),
      setTicketStatus("Resolved", context.region),
    ),
  ];
}
