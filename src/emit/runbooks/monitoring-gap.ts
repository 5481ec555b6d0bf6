import type { HandlesOf } from "../../evidence/evidence";
import { actingAlarms } from "../../planning/slo-alarms";
import { alarmsWithoutData, EVERY_ALARM_TYPE, regionsOf } from "../commands/alarm-commands";
import { aws } from "../commands/aws";
import { recorderStatus } from "../commands/config-commands";
import { newestBuild } from "../commands/pipeline-commands";
import { trailStatus } from "../commands/security-commands";
import { assign } from "../commands/shell";
import { budgetRemaining } from "../commands/slo-commands";
import {
  executionMetric,
  failedSteps,
  machineState,
  type Place,
  runExpress,
  scheduleOf,
} from "../commands/state-machine-commands";
import { terraformApply, terraformDrift } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { planPrefix } from "./plan-prefix";
import type { Decision, RunbookContext, RunbookWriter } from "./runbook-content";
import { type SloTarget, sloTargets, sloTitle } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";

export const monitoringGap: RunbookWriter = (context) => {
  const slos = sloTargets(context);
  const recorders = alarmedRecorders(context);
  const recorded = (...decisions: readonly Decision[]) => (recorders.length === 0 ? [] : decisions);
  const checked = context.index.byRole("operational-checks").length > 0;
  return {
    title: "Monitoring gap",
    trigger: `Something that should watch does not: ${recorders.length === 0 ? "" : "a recorder of budgets, rates or forecasts is silent, "}alarms have no data or are gone${checked ? ", or the scheduled check finds a golden signal that nothing watches" : ""}.`,
    impact: [
      "None for users, yet. The next outage may be noticed by them first.",
      ...(recorders.length === 0
        ? []
        : [
            "While a recorder is silent, tiers over windows of more than a day cannot fire, and the budget or forecast that is shown is old.",
          ]),
    ],
    firstMinutes: [
      step([
        "Watch by hand until it is mended: open the dashboards, and look every quarter of an hour. Say so in the channel.",
      ]),
      ...recorders.map((recorder) =>
        step(
          ["Did ", inlineCode(recorder.name), ` in ${recorder.region} run, ${recorder.every}, and did it fail?`],
          executionMetric(recorder.name, "ExecutionsStarted", placeOf(recorder, context)),
          executionMetric(recorder.name, "ExecutionsFailed", placeOf(recorder, context)),
        ),
      ),
    ],
    diagnosis: [
      ...recorders.map((recorder) => group(titleOf(recorder), ...recorderSteps(recorder, context))),
      ...groupIfAny(
        "What the recorders published last",
        slos.map((target) => publishedStep(target, context)),
      ),
      group("Alarms", ...alarmSteps(context)),
      ...groupIfAny("The scheduled check", checkSteps(context)),
      ...groupIfAny("Security monitoring", securitySteps(context)),
    ],
    decisions: [
      ...recorded(
        {
          when: "The recorder was not started",
          act: "Its schedule is off or gone: apply the observability stack, below",
        },
        {
          when: "It was started and failed with AccessDenied",
          act: "Its role was changed: apply the observability stack, below, and find out who changed it",
        },
        {
          when: "It failed with throttling",
          act: "The account asks CloudWatch for too much: the next run works; when it lasts, have the quota for GetMetricData raised",
        },
        {
          when: "It runs well, and a budget stays at 100 although something fails",
          act: "Too few events are counted, and then the budget counts as whole: little traffic, no runs, or metrics under other dimensions. No traffic is no gap",
        },
      ),
      {
        when: "Alarms have been in INSUFFICIENT_DATA since they were made",
        act: "Their metric never came: a wrong dimension, or a part that does not run yet",
      },
      { when: "Alarms have lost their data just now", act: ["What they watch is down: ", see("incident")] },
      { when: "An alarm is missing, or was changed by hand", act: ["Put it back: ", see("infrastructure-drift")] },
      ...(checked
        ? [
            {
              when: "The check names a golden signal that nothing watches",
              act: "Add the SLO or the setting that evidence.json names beside the gap, to the plan",
            },
          ]
        : []),
      { when: "A detector or the trail is off", act: ["Find out who switched it off: ", see("security-finding")] },
    ],
    mitigation: [
      ...recorders.map((recorder) =>
        group(
          titleOf(recorder),
          step(
            "Run it once by hand: its answer says whether it works now.",
            runExpress(recorder.name, placeOf(recorder, context)),
          ),
        ),
      ),
      group(
        "What Terraform holds",
        ...context.evidence.stacks
          .filter(({ kind }) => kind === "observability")
          .map(({ name }) => step("Put back what was changed or removed. Read the plan first.", terraformApply(name))),
      ),
    ],
    verification: [
      ...groupIfAny(
        "Recorders",
        slos.map((target) => publishedStep(target, context)),
      ),
      group("Alarms", ...alarmSteps(context)),
      group(
        "Proof",
        step(["A gap is closed when an alarm was seen to fire: do the alarm drill of TRACEABILITY.md for it."]),
      ),
    ],
    rollback: [group("Nothing to undo", step("Watching changes nothing."))],
  };
};

/** Recorders of the subjects whose alarm leads here; all of them where something else does. */
function alarmedRecorders({ index, alarms }: RunbookContext): readonly RecorderTarget[] {
  const all = [
    ...index.byRole("slo-recorder").map((recorder) => ({ ...recorder, every: "twelve times an hour" })),
    ...index.byRole("forecast-recorder").map((recorder) => ({ ...recorder, every: "every six hours" })),
  ];
  const named = all.filter(({ resource }) => alarms.some(({ subject }) => subject.name === resource.subject?.name));
  return (named.length > 0 ? named : all).map(({ handles, every }) => ({ ...handles, every }));
}

/** A service measured at CloudFront as well has a recorder of the same name in each region. */
interface RecorderTarget extends HandlesOf<"slo-recorder"> {
  /** How often its schedule starts it. */
  readonly every: string;
}

function titleOf({ name, region }: RecorderTarget): string {
  return `Recorder ${name} in ${region}`;
}

function placeOf({ region }: RecorderTarget, { account }: RunbookContext): Place {
  return { region, account };
}

function recorderSteps(recorder: RecorderTarget, context: RunbookContext): readonly Item[] {
  const { name, region } = recorder;
  const place = placeOf(recorder, context);
  return [
    step("Is it there, with its role?", machineState(name, place)),
    step("What starts it, and is that switched on?", scheduleOf(name, place)),
    step(
      "Which step failed, and why. It is an express machine: its executions are not listed, its log is all there is.",
      failedSteps(name, region),
    ),
  ];
}

function publishedStep(target: SloTarget, { plan }: RunbookContext): Item {
  return step(
    `${sloTitle(target)}: a value every five minutes, the newest less than ten minutes old.`,
    budgetRemaining(plan, target, target.region),
  );
}

function alarmSteps({ plan, evidence, region }: RunbookContext): readonly Item[] {
  const found = regionsOf(evidence.alarms);
  const regions = found.length === 0 ? [region] : found;
  return [
    step("Alarms that have no data.", alarmsWithoutData(planPrefix(plan), regions)),
    ...regions.map((place) =>
      step(
        [
          `There must be ${evidence.alarms.filter((alarm) => alarm.region === place).length} alarms in `,
          inlineCode(place),
          `, and actions must be on for the ${actingAlarms(evidence.alarms).filter((alarm) => alarm.region === place && alarm.purpose === "notifies").length} that notify. How many are there, and which have their actions switched off?`,
        ],
        countAlarms(planPrefix(plan), place),
      ),
    ),
  ];
}

function countAlarms(prefix: string, region: string): string {
  const describe = (query: string) =>
    aws("cloudwatch describe-alarms", { "alarm-name-prefix": prefix, "alarm-types": EVERY_ALARM_TYPE, query }, region);
  return [
    assign("COUNT", describe("length([CompositeAlarms,MetricAlarms][])")),
    'echo "$COUNT"',
    describe("[CompositeAlarms,MetricAlarms][] | [?AlarmActions[0] && !ActionsEnabled].AlarmName"),
  ].join("\n");
}

function checkSteps({ index, evidence, region }: RunbookContext): readonly Item[] {
  const projects = index.byRole("operational-checks");
  return [
    ...projects.map(({ handles: { name } }) =>
      step("How the newest run ended, and its log.", newestBuild(name, region)),
    ),
    ...(projects.length === 0
      ? []
      : evidence.stacks
          .filter(({ kind }) => kind === "observability")
          .map(({ name }) => step("Does the account differ from what was generated?", terraformDrift(name)))),
  ];
}

function securitySteps({ index, region }: RunbookContext): readonly Item[] {
  return [
    ...index
      .byRole("trail")
      .map(({ handles }) => step("Does the trail still record?", trailStatus(handles.name, region))),
    ...(index.providing("configuration-rule").length === 0
      ? []
      : [step("Does AWS Config still record?", recorderStatus(region))]),
  ];
}
