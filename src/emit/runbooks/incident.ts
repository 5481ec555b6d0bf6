import { SEVERITIES } from "../../model/severities";
import { formatDuration } from "../../model/units/duration";
import { firingAlarms, regionsOf } from "../commands/alarm-commands";
import { aws } from "../commands/aws";
import { executions, holdPipeline } from "../commands/pipeline-commands";
import { outsideSteps } from "./edge-steps";
import { planPrefix } from "./plan-prefix";
import type { RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { alarmRunbookRows } from "./runbook-index";
import { recentDeploymentSteps } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const incident: RunbookWriter = (context) => {
  const { plan, evidence } = context;
  const services = serviceTargets(context);
  const firing = firingAlarms(planPrefix(plan), allRegions(context));
  return {
    title: "Incident",
    trigger: "Something is wrong, several alarms fire, or someone says so. When in doubt, it is an incident.",
    impact: SEVERITIES.map((severity) => [
      `${severity}: an answer within `,
      formatDuration(plan.incidents.responseTime[severity]),
      ` — ${MEANING[severity]}`,
    ]),
    firstMinutes: [
      step("Say that you have it: answer in the channel that called you."),
      step("See everything that fires.", firing),
      ...outsideSteps(context),
      step(
        "Take the worst alarm, and open its runbook: its name stands in the alarm's description and in the list below.",
      ),
    ],
    diagnosis: [
      group("Runbook of each alarm", ...alarmRunbookRows(evidence).map((words) => step(words))),
      ...services.flatMap((target) =>
        groupIfAny(`${target.service.name}: recent changes`, recentDeploymentSteps(target, context.region)),
      ),
    ],
    decisions: [
      {
        when: "Users are affected",
        act: "Severity critical. One person leads, one works, one tells the others: three roles, even for two people",
      },
      { when: "A change was made in the last hour", act: ["Undo it first: ", see("roll-back")] },
      { when: "It may be an attack, or data may be out", act: "Tell security before you change anything" },
      { when: "No idea after 15 minutes", act: "Escalate. Nobody was ever blamed for waking someone too early" },
      { when: "It lasts longer than an hour", act: "Tell users, and say when you will tell them again" },
    ],
    mitigation: [
      group(
        "While it lasts",
        ...services.flatMap(({ service, pipeline }) =>
          pipeline === null
            ? []
            : [step(`Let nothing new be deployed to ${service.name}.`, holdPipeline(pipeline, context.region))],
        ),
        step("Write down what you see and do, with the time in UTC. The review needs it."),
        step("Every 30 minutes, tell: what is wrong for users, what you do, when you will tell more."),
      ),
      ...communication(context),
    ],
    verification: [
      group(
        "All well",
        step("Nothing fires.", firing),
        ...outsideSteps(context),
        step("Users, or those who talk to them, say that it works."),
      ),
    ],
    rollback: [
      group(
        "Afterwards",
        step(
          `Undo what was only for the incident: raised bounds${services.some(({ pipeline }) => pipeline !== null) ? ", held pipelines" : ""}${context.index.byRole("load-balancer").length > 0 ? ", zonal shifts" : ""}. Each runbook says how.`,
        ),
        ...services.flatMap(({ pipeline }) =>
          pipeline === null
            ? []
            : [step("Is a pipeline still held, or has it run?", executions(pipeline, context.region))],
        ),
        step(["Within five working days: ", see("post-incident-review"), "."]),
      ),
    ],
  };
};

const MEANING = {
  critical: "users cannot use the system, or data is in danger",
  high: "users notice, or will within the hour",
  medium: "users do not notice yet",
  low: "to be looked at in working hours",
} as const;

function allRegions({ evidence, region }: RunbookContext): readonly string[] {
  const regions = regionsOf(evidence.alarms);
  return regions.length === 0 ? [region] : regions;
}

/** A message by hand to the same people that alarms of the highest severity reach. */
function communication({ index, account }: RunbookContext): readonly StepGroup[] {
  const topic = index.byRole("incident-topic").find(({ handles }) => handles.severity === "critical");
  if (!topic) return [];
  const { name, region } = topic.handles;
  const publish = aws(
    "sns publish",
    {
      "topic-arn": `arn:aws:sns:${region}:${account}:${name}`,
      subject: "Incident opened",
      message: "An incident was opened by hand. Answer in the incident channel.",
    },
    region,
  );
  return [group("No alarm fired, and people are needed", step("Tell everyone that critical alarms tell.", publish))];
}
