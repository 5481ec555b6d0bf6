import { rounded } from "../../model/rounded";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { budgetMinutes } from "../../planning/slo-budget";
import { alarmHistory, alarmStates } from "../commands/alarm-commands";
import { executions, holdPipeline, openPipeline } from "../commands/pipeline-commands";
import { budgetRemaining, silenceTiers } from "../commands/slo-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";
import { alarmOrder } from "./alarm-order";
import type { RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { burnSteps, type SloTarget, sloTargets, sloTitle, untilForgotten } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { type ServiceTarget, serviceTargets } from "./targets";

export const errorBudget: RunbookWriter = (context) => {
  const { plan } = context;
  const slos = sloTargets(context);
  const services = serviceTargets(context).filter(({ service }) =>
    slos.some((target) => target.service.name === service.name),
  );
  const decider = inlineCode(ownerOfRunbook(plan, "error-budget"));
  return {
    title: "Error budget",
    trigger:
      "An SLO has used its error budget up, or spends it too fast: over its window more failed than the target allows.",
    impact: [
      "The objective is missed, or will be. Users were hurt already: this alarm comes after the loss, not before.",
      "Every further failure breaks the promise a little more, so changes that risk one must wait.",
    ],
    firstMinutes: [
      step(["Does it still burn? Then the service's own runbook comes first, named with the alarm that fires."]),
      ...tierStateSteps(slos),
    ],
    diagnosis: slos.map((target) =>
      group(
        `${sloTitle(target)}: ${formatPercentage(target.slo.target)} over ${formatDuration(target.slo.window)}`,
        leftStep(target, context),
        ...burnSteps(target, context),
        ...spentSteps(target),
        ...deploymentSteps(target, services, context),
      ),
    ),
    decisions: [
      { when: "A tier fires", act: ["Stop the loss: ", ...firingRunbooks(slos)] },
      {
        when: "More than half of the budget is left",
        act: "Nothing changes. Close the ticket once the alarm is OK",
      },
      {
        when: "Less than half is left",
        act: [decider, " looks for what spent it, this week, and the work for it goes to the top of the list"],
      },
      {
        when: "Less than a quarter is left",
        act: [
          inlineCode(ownerOfRunbook(plan, "deploy")),
          " lets only small changes pass that can be rolled back at once, one at a time",
        ],
      },
      {
        when: "Nothing is left",
        act: [
          decider,
          ` freezes features, below. Only what makes the service more reliable, or mends security, is deployed; ${plan.owner} alone grants exceptions, in writing`,
        ],
      },
      {
        when: "One long outage spent it, and its cause is mended",
        act: ["The review decides how long the freeze lasts: ", see("post-incident-review")],
      },
      {
        when: "Many small failures spent it, month after month",
        act: "The target or the design is wrong: agree on one that users need and the service can keep, in the plan",
      },
      {
        when: "Maintenance spent it",
        act: "It counts: users could not use the service. Make maintenance shorter, or do it without downtime",
      },
    ],
    mitigation: [
      ...services.flatMap(({ service, pipeline }) =>
        groupIfAny(
          `${service.name}: freeze`,
          pipeline === null
            ? []
            : [
                step(
                  "Hold the pipeline: nothing new is deployed until it is opened. A change for reliability is let pass by opening it, one run long.",
                  holdPipeline(pipeline, context.region),
                ),
              ],
        ),
      ),
      group(
        "Tell",
        step([
          "Say in the team's channel which SLO it is, what spent the budget, what is frozen, and until when. The policy is in ",
          link("SLO.md", "../SLO.md"),
          ".",
        ]),
      ),
      ...silenceGroups(slos),
    ],
    verification: slos.map((target) =>
      group(
        sloTitle(target),
        leftStep(target, context),
        step("The share rises as bad hours leave the window; until it is above 0 the freeze stays."),
      ),
    ),
    rollback: services.flatMap(({ service, pipeline }) =>
      groupIfAny(
        `${service.name}: end of the freeze`,
        pipeline === null
          ? []
          : [
              step(
                "There is budget again, and what the review asked for is done: open the pipeline.",
                openPipeline(pipeline, context.region),
              ),
            ],
      ),
    ),
  };
};

function leftStep(target: SloTarget, { plan }: RunbookContext): Item {
  return step(
    `How much is left, in percent of ${rounded(budgetMinutes(target.slo))} minutes of complete failure.`,
    budgetRemaining(plan, target, target.region),
  );
}

function tierStateSteps(slos: readonly SloTarget[]): readonly Item[] {
  const tiers = slos.flatMap(({ alarms }) => alarms.tiers.flatMap(({ notifying }) => notifying ?? []));
  return tiers.length === 0 ? [] : [step("Which tier of which SLO fires now?", alarmStates(alarmOrder(tiers)))];
}

/** When each tier went off: the times to look for in deployments and incidents. */
function spentSteps({ alarms }: SloTarget): readonly Item[] {
  const named = [...alarms.tiers.map(({ notifying }) => notifying), alarms.exhausted].filter((alarm) => alarm !== null);
  return named.length === 0
    ? []
    : [
        step(
          "What spent it: when its alarms went off and ended over the last day. The dashboard shows the weeks before.",
          ...named.map(({ name, region }) => alarmHistory(name, region)),
        ),
      ];
}

function deploymentSteps(
  { service }: SloTarget,
  services: readonly ServiceTarget[],
  { region }: RunbookContext,
): readonly Item[] {
  const pipeline = services.find((one) => one.service.name === service.name)?.pipeline ?? null;
  return pipeline === null ? [] : [step("What was deployed, and when.", executions(pipeline, region))];
}

function firingRunbooks(slos: readonly SloTarget[]) {
  const runbooks = slos.flatMap(({ alarms }) => alarms.tiers.flatMap(({ notifying }) => notifying?.runbook ?? []));
  return [...new Set(runbooks)].sort().flatMap((runbook, index) => [index === 0 ? "" : ", ", see(runbook)]);
}

/** Planned work that is known to fail requests should wake nobody; the budget pays all the same. */
function silenceGroups(slos: readonly SloTarget[]): readonly StepGroup[] {
  return slos.flatMap((target) =>
    groupIfAny(
      `${sloTitle(target)}: silence for planned work`,
      target.alarms.silencing.length === 0
        ? []
        : [
            step(
              `Planned work burns it right now, and you watch it. This silences all of its tiers, until you press Enter or close the shell. ${untilForgotten(target.slo)}`,
              silenceTiers(target.alarms.silencing),
            ),
          ],
    ),
  );
}
