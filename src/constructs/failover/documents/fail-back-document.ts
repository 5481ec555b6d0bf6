import { pause, reference } from "../../observability/automation/step";
import { failoverBudget } from "../failover-budget";
import { scaleSteps } from "./capacity-steps";
import { changed, type RegionContext } from "./region-context";
import type { RegionDocument } from "./region-document";
import {
  awaitWriters,
  checkSteps,
  decideStep,
  gate,
  moveTraffic,
  promote,
  reportStep,
  sideEnds,
  tell,
  verify,
} from "./region-steps";
import { chained, may, must } from "./run";

const FORCE = "Force";

/**
 * Until nobody is led to the recovery region any more: a record's minute, and a few more for resolvers that keep it
 * longer than they should.
 */
const DRAIN_MINUTES = 5;

/**
 * The way back, always planned: nothing may be lost. Databases first, then requests at once, since nothing can be written
 * between the two; copies of the recovery region go last.
 */
export function failBackDocument(context: RegionContext): RegionDocument {
  const { plan, recovery } = context;
  const { region } = plan.environment;
  const title = `failing back to ${region}`;
  const budget = failoverBudget(plan, recovery, changed(context));
  const begin = may(
    tell(context, "tellStart", "Tell people that it begins.", {
      title,
      text: "Writes fail for some minutes per database.",
      runbooks: ["fail-back"],
    }),
  );
  const waiting = gate(context, title);
  const shrinking = scaleSteps(context.services, "standby");
  const line = [
    ...checkSteps(context, "fail-back-region", { Mode: "planned", Force: reference(FORCE) }),
    must(decideStep((waiting[0] ?? begin).step.name)),
    ...waiting,
    begin,
    ...promote(context.clusters.primary, "planned"),
    ...awaitWriters(context.clusters.primary, budget.database),
    ...moveTraffic(context, "primary"),
    ...verify(context, budget.verify),
    ...(shrinking.length === 0
      ? []
      : [
          must(pause({ name: "drain", description: "Give resolvers the time to lead everybody back." }, DRAIN_MINUTES)),
        ]),
    ...shrinking,
    must(
      reportStep(context, "fail-back-region", {
        title: `${region} serves again`,
        text: `${recovery.region} stands by.`,
        runbooks: ["fail-back"],
      }),
    ),
  ];
  return {
    operation: "fail-back-region",
    description:
      `Moves ${plan.name} ${plan.environment.name} from ${recovery.region} back to ${region}: databases, requests, and ` +
      "the copies that stood in. Loses nothing. Ends without doing anything while the primary region does not answer, " +
      "unless it is forced.",
    runbooks: ["fail-back"],
    parameters: {
      [FORCE]: {
        type: "String",
        description: "yes: go on although the primary region does not answer.",
        allowedValues: ["no", "yes"],
        default: "no",
      },
    },
    steps: [...chained(line), ...sideEnds(context, title)],
    outputs: ["check.Verdict", "report.Minutes"],
  };
}
