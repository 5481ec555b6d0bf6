import type { Plan } from "../../model/plan";
import {
  abortRun,
  answerGate,
  askForRun,
  followRun,
  globalWriters,
  moveSwitch,
  type RegionFailover,
  recentRuns,
  regionFailoverOf,
  regionVotes,
  startFailBack,
  startFailOver,
  switchState,
  switchValues,
} from "../commands/region-failover-commands";
import type { Item } from "../markdown/blocks";
import { outsideSteps } from "./edge-steps";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";

export const regionFailure: RunbookWriter = (context) => {
  const { plan, region } = context;
  const failover = regionFailoverOf(context);
  const automated = plan.recovery !== null && plan.recovery.failover === "automated";
  return {
    title: "Region failure",
    trigger: triggerOf(context, automated),
    impact: [
      `Users are not served by ${region}, or soon would not be.`,
      ...(failover === null || failover.globalClusters.length === 0
        ? []
        : ["An unplanned failover loses the writes that were not yet replicated, usually about a second of them."]),
    ],
    firstMinutes: [
      step(`Is AWS ill in ${region}? Look at https://health.aws.amazon.com/health/status.`),
      ...outsideSteps(context),
      ...(failover === null ? [] : runSteps(failover)),
    ],
    diagnosis: [...views(context), ...(failover === null ? [] : positions(failover))],
    decisions: decisions(context, failover, automated),
    mitigation: failover === null ? [] : mitigation(context, failover),
    verification: [
      ...groupIfAny("From outside", outsideSteps(context)),
      ...(failover === null ? [] : positions(failover)),
    ],
    rollback:
      failover === null
        ? [group("Nothing stands ready", step(["See ", see("restore"), "."]))]
        : [
            group(
              `Back to ${region}`,
              step(
                ["When it has been well for a day, ", see("fail-back"), ". In short:"],
                startFailBack(failover),
                followRun(failover.failBack.region),
              ),
            ),
          ],
  };
};

function triggerOf({ plan, region }: RunbookContext, automated: boolean): string {
  const seen = seenDown(plan, region);
  const then = automated
    ? " The alarm starts the failover by itself; the run first asks again from the recovery region, and does nothing while somebody answers."
    : " Nothing starts by itself: the plan's failover is manual.";
  return `${seen}${then} Or a part of the failover itself is broken, which the alarm's name says.`;
}

function seenDown(plan: Plan, region: string): string {
  if (!plan.edge.hasPublicEndpoint) {
    return `Nothing of this plan can be asked from outside: silence of ${region} itself tells.`;
  }
  if (plan.recovery?.traffic === "global-accelerator") {
    return `CloudWatch counts no healthy target in ${region}, or counts no longer: Global Accelerator leads the domain to whatever region is well.`;
  }
  return plan.edge.cdn
    ? `Neither the public domain nor the healthy targets that CloudWatch counts, or no longer counts, in ${region} are well.`
    : `Two of three views see ${region} down: its load balancer asked from the world by its own name, the public domain, and the healthy targets that CloudWatch counts, or no longer counts.`;
}

/** What the trigger of the failover saw. */
function views({ index }: RunbookContext): readonly StepGroup[] {
  const checks = index.byRole("region-health-check").map(({ handles }) => handles.name);
  return groupIfAny(
    "What was seen",
    checks.map((name) =>
      step(
        "How many of the views found the region healthy. Alarms above and the public domain say which of them did not.",
        regionVotes({ name }),
      ),
    ),
  );
}

/** What has been started, by whomever. */
function runSteps({ failOver }: RegionFailover): readonly Item[] {
  return [
    step("Does a failover run already? Its id stands first.", recentRuns(failOver)),
    step("How far it is.", askForRun(), followRun(failOver.region)),
  ];
}

/** Where things stand now. */
function positions(failover: RegionFailover): readonly StepGroup[] {
  const { trafficSwitch } = failover;
  return [
    ...groupIfAny(
      "Where requests go",
      trafficSwitch === null
        ? []
        : [
            step(
              `ALARM: requests go to ${trafficSwitch.region}. OK: they do not.`,
              switchState(trafficSwitch),
              switchValues(trafficSwitch),
            ),
          ],
    ),
    ...groupIfAny(
      "Which clusters write",
      globalWriters(failover).map((command) => step("The member with true writes.", command)),
    ),
  ];
}

function decisions(
  { plan, region }: RunbookContext,
  failover: RegionFailover | null,
  automated: boolean,
): readonly Decision[] {
  if (failover === null)
    return [{ when: `All of ${region} is ill`, act: ["Build anew from copies: ", see("restore")] }];
  const there = failover.failOver.region;
  return [
    {
      when: "A run is under way",
      act:
        plan.recovery?.approval === null
          ? "Watch it; a second one ends by itself"
          : "Watch it, or approve it when it waits; a second one ends by itself",
    },
    {
      when: `${region} is ill, and AWS names no time within the objective`,
      act: automated
        ? "Fail over unplanned, below, unless a run does it already: waiting costs the objective"
        : "Fail over unplanned, below: waiting costs the objective",
    },
    {
      when: "A deployment or a change of this plan brought it down",
      act: ["Do not fail over: the same version runs there. ", see("roll-back")],
    },
    {
      when: `${region} half works, and the run says that it answers`,
      act: "Fail over with force, below: you decide what the check cannot",
    },
    {
      when: "AWS has announced the outage, or this is an exercise",
      act: "Fail over planned, below: nothing is lost while both regions are well",
    },
    {
      when: plan.edge.hasPublicEndpoint
        ? "The alarm says that the trigger cannot be heard, or an event was given up"
        : "An event was given up",
      act: `Nothing would start by itself. Repair the path (rule, role or queue of that name) or be ready to start by hand in ${there}`,
    },
    { when: "One zone or one store is ill, not the region", act: [see("fail-over"), ", within the region"] },
  ];
}

function mitigation({ plan }: RunbookContext, failover: RegionFailover): readonly StepGroup[] {
  const { failOver, trafficSwitch } = failover;
  const { region } = failOver;
  const approval = plan.recovery === null ? null : plan.recovery.approval;
  return [
    group(
      "Start by hand",
      step(
        "The region is lost. What is done already is not done twice: a run that has stopped is simply started again.",
        startFailOver(failover, "unplanned"),
        followRun(region),
      ),
      step("The same although something there still answers.", startFailOver(failover, "unplanned", true)),
      step("Both regions are well: nothing is lost.", startFailOver(failover, "planned")),
    ),
    ...groupIfAny(
      "Approve",
      approval === null
        ? []
        : [
            step(
              `The run waits for one of ${approval.approvers.join(", ")}; only they may, with their own credentials.`,
              answerGate("Approve", region),
            ),
            step("Or refuse: the run ends, and nothing was done.", answerGate("Reject", region)),
          ],
    ),
    group(
      "Watch and abort",
      step("Each step, and why it failed.", followRun(region)),
      step(
        "Abort where it is. A promotion that has begun goes on by itself; everything else stays as it is.",
        abortRun(region),
      ),
    ),
    ...groupIfAny(
      "Move requests alone",
      trafficSwitch === null
        ? []
        : [
            step(
              `Only when databases and services stand in ${region}: the run has stopped after them.`,
              moveSwitch("on", trafficSwitch),
              switchState(trafficSwitch),
            ),
            step("Back, when nothing was promoted.", moveSwitch("off", trafficSwitch)),
          ],
    ),
  ];
}
