import type { HandlesOf } from "../../evidence/evidence";
import {
  canaryLog,
  canaryMetric,
  canaryRuns,
  canaryState,
  failedRunArtifacts,
  startCanary,
  stopCanary,
} from "../commands/canary-commands";
import { askFromOutside, resolveName } from "../commands/edge-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { distributionSteps, outsideSteps } from "./edge-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { recentDeploymentSteps, restartSteps, stateSteps, targetSteps, titleOf } from "./service-steps";
import { alarmedSlos, burnGroups, type SloTarget, sloTitle, tierDecisions, triggerOf } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const canaryFailures: RunbookWriter = (context) => {
  const { region } = context;
  const probes = probeTargets(context);
  const slos = probes.map(({ target }) => target);
  const services = serviceTargets(context).filter(({ service }) =>
    slos.some((target) => target.service.name === service.name),
  );
  return {
    title: "Canary failures",
    trigger: triggerOf(context, "The canary asks the public endpoint as a user would, and too many of its probes fail"),
    impact: [
      "Users get what the canary gets: an error, or no answer.",
      "Or the canary alone is ill, and nothing else is: tell the two apart first.",
    ],
    firstMinutes: [
      ...probes.flatMap((probe) => askSteps(probe, context)),
      ...probes.map(({ canary }) =>
        step(["The newest runs of ", inlineCode(canary.name), ", with the reason."], canaryRuns(canary.name, region)),
      ),
    ],
    diagnosis: [
      ...burnGroups(slos, context),
      ...probes.map(({ target, canary }) =>
        group(`${sloTitle(target)}: canary ${canary.name}`, ...canarySteps(canary.name, region)),
      ),
      ...groupIfAny("From outside", [...outsideSteps(context), ...distributionSteps(context)]),
      ...services.map((service) =>
        group(
          titleOf(service),
          ...recentDeploymentSteps(service, region),
          ...targetSteps(service, region),
          ...stateSteps(service),
        ),
      ),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      { when: "You get the same error as the canary", act: ["Users are down. Go on with ", see("edge-health")] },
      {
        when: "The status is 502, 503 or 504",
        act: ["The services do not answer: ", see("service-health"), ", then ", see("service-errors")],
      },
      {
        when: "The status is 403 and yours is 200",
        act: ["The firewall takes the canary for a robot: ", see("blocked-requests")],
      },
      {
        when: "Runs fail before they ask: no such bucket, access denied, timeout at the start",
        act: "The canary is ill, not the service: its role, bucket or runtime was changed. Apply the observability stack",
      },
      {
        when: "The canary is STOPPED or in ERROR",
        act: ["Start it, below. Until then nobody probes: ", see("monitoring-gap")],
      },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
    ],
    mitigation: [
      ...services.map((service) => group(titleOf(service), ...restartSteps(service, region))),
      ...probes.map(({ canary }) =>
        group(`Canary ${canary.name}`, step("Stopped, and it should run: start it.", startCanary(canary.name, region))),
      ),
    ],
    verification: [
      ...probes.map(({ target, canary }) =>
        group(
          sloTitle(target),
          step("The newest runs are PASSED.", canaryRuns(canary.name, region)),
          step("Share of runs that pass, in percent.", canaryMetric(canary.name, "SuccessPercent", "Average", region)),
        ),
      ),
      ...groupIfAny("From outside", outsideSteps(context)),
    ],
    rollback: [
      group("Restart", step("A restart needs no rollback.")),
      ...probes.map(({ canary }) =>
        group(
          `Canary ${canary.name}`,
          step(
            "It does harm, or probes what is being taken down: stop it. The budget is not spent while it stands still, and nobody notices an outage.",
            stopCanary(canary.name, region),
          ),
        ),
      ),
    ],
  };
};

interface ProbeTarget {
  readonly target: SloTarget;
  readonly canary: HandlesOf<"canary">;
}

function probeTargets(context: RunbookContext): readonly ProbeTarget[] {
  return alarmedSlos(context).flatMap((target) =>
    context.index
      .byRole("canary", target.service.name)
      .filter(({ handles }) => handles.slo === target.slo.name)
      .map(({ handles }) => ({ target, canary: handles })),
  );
}

/** The same request by hand: it tells an ill service from an ill canary. */
function askSteps({ target }: ProbeTarget, { plan }: RunbookContext): readonly Item[] {
  const { domain } = plan.environment;
  const { canary } = target.slo;
  if (domain === null || canary === null) return [];
  return [
    step(
      ["Ask for ", inlineCode(canary.path), " yourself: anything below 400 is good."],
      askFromOutside(domain, canary.path),
      resolveName(domain),
    ),
  ];
}

function canarySteps(name: string, region: string): readonly Item[] {
  return [
    step("Does it run, and if not, why?", canaryState(name, region)),
    step(
      "Runs that failed, and how long they took in milliseconds.",
      canaryMetric(name, "Failed", "Sum", region),
      canaryMetric(name, "Duration", "Average", region),
    ),
    step("What its function wrote.", canaryLog(name, region)),
    step(
      "What the newest failed run kept: log and requests. Copy what you need with aws s3 cp.",
      failedRunArtifacts(name, region),
    ),
  ];
}
