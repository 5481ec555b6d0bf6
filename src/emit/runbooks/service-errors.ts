import { distributionMetric } from "../commands/edge-commands";
import type { RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import {
  logSteps,
  recentDeploymentSteps,
  requestSteps,
  restartSteps,
  stateSteps,
  targetSteps,
  titleOf,
} from "./service-steps";
import { alarmedSlos, burnGroups, type SloTarget, tierDecisions, triggerOf } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { alarmedServices } from "./targets";

export const serviceErrors: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  const slos = alarmedSlos(context);
  return {
    title: "Service errors",
    trigger: triggerOf(context, "A service answers too many requests with a 5xx"),
    impact: [
      "Users see failed pages or failed orders, now.",
      "The availability SLO of the service loses budget with every failed request.",
    ],
    firstMinutes: targets.flatMap((target) => recentDeploymentSteps(target, region)),
    diagnosis: [
      ...burnGroups(slos, context),
      ...targets.map((target) =>
        group(
          titleOf(target),
          ...stateSteps(target),
          ...requestSteps(
            target,
            "5xx answers of the service",
            { name: "HTTPCode_Target_5XX_Count", statistic: "Sum" },
            region,
          ),
          ...targetSteps(target, region),
          ...logSteps(target, region),
        ),
      ),
      ...cdnGroup(slos, context),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      {
        when: "The errors began within minutes of a deployment",
        act: ["Roll back first, look for the cause later: ", see("roll-back")],
      },
      {
        when: "The log names a database, cache, table or queue",
        act: "Open the runbook of that store; its alarm usually fires too",
      },
      { when: "Targets are unhealthy or copies stop", act: ["Go on with ", see("service-health")] },
      { when: "Errors rise with load, and CPU or memory is high", act: ["Go on with ", see("service-saturation")] },
      { when: "Only one copy fails", act: "Replace it, below" },
      { when: "None of these within 15 minutes", act: ["Escalate, and run it as an incident: ", see("incident")] },
    ],
    mitigation: targets.flatMap((target) => groupIfAny(titleOf(target), restartSteps(target, region))),
    verification: targets.flatMap((target) =>
      groupIfAny(target.service.name, [
        ...requestSteps(
          target,
          "5xx answers, falling to none",
          { name: "HTTPCode_Target_5XX_Count", statistic: "Sum" },
          region,
        ),
        ...targetSteps(target, region),
      ]),
    ),
    rollback: [
      group("Restart", step("A restart needs no rollback. It stops by itself when new copies do not become healthy.")),
    ],
  };
};

/** An SLO that is measured at CloudFront counts what no target group sees. */
function cdnGroup(slos: readonly SloTarget[], { index }: RunbookContext): readonly StepGroup[] {
  if (!slos.some(({ slo }) => slo.source === "cdn")) return [];
  return groupIfAny(
    "CDN",
    index
      .byRole("cloudfront-distribution")
      .map(({ handles: { alias } }) =>
        step(
          "Share of 5xx answers at CloudFront, in percent. Higher than at the services, the fault is before them.",
          distributionMetric(alias, "5xxErrorRate", "Average"),
        ),
      ),
  );
}
