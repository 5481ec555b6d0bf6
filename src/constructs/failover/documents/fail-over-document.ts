import { reference } from "../../observability/automation/step";
import { failoverBudget } from "../failover-budget";
import { awaitCapacity, scaleSteps } from "./capacity-steps";
import { changed, type RegionContext } from "./region-context";
import type { RegionDocument } from "./region-document";
import {
  awaitWriters,
  checkSteps,
  decideStep,
  gate,
  moveTraffic,
  openTicket,
  promote,
  reportStep,
  sideEnds,
  tell,
  verify,
} from "./region-steps";
import { chained, may, must } from "./run";

const MODE = "Mode";
const FORCE = "Force";

/**
 * Moves the plan to its recovery region. Databases and services begin at once and are waited for together: neither needs
 * the other to start. Requests follow only when both stand.
 */
export function failOverDocument(context: RegionContext): RegionDocument {
  const { plan, recovery } = context;
  const { region } = plan.environment;
  const title = `failing over to ${recovery.region}`;
  const budget = failoverBudget(plan, recovery, changed(context));
  const begin = may(
    tell(context, "tellStart", "Tell people that it begins.", {
      title,
      text: `${region} is given up (${reference(MODE)}).`,
      runbooks: ["region-failure", "fail-over"],
    }),
  );
  const waiting = gate(context, title);
  const first = (waiting[0] ?? begin).step.name;
  const line = [
    ...checkSteps(context, "fail-over-region", { Mode: reference(MODE), Force: reference(FORCE) }),
    must(decideStep(first)),
    ...waiting,
    begin,
    openTicket(context),
    ...promote(context.clusters.standby, reference(MODE)),
    ...scaleSteps(context.services, "full"),
    ...awaitWriters(context.clusters.standby, budget.database),
    ...awaitCapacity(context.services, budget.capacity),
    ...moveTraffic(context, "recovery"),
    ...verify(context, budget.verify),
    must(
      reportStep(context, "fail-over-region", {
        title: `${recovery.region} serves`,
        text: "The failover is done.",
        runbooks: ["fail-back"],
      }),
    ),
  ];
  return {
    operation: "fail-over-region",
    description:
      `Moves ${plan.name} ${plan.environment.name} from ${region} to ${recovery.region}: databases, services, requests. ` +
      "Ends without doing anything while the primary region answers, unless it is forced or planned. A second run goes " +
      "on where the first one stopped.",
    runbooks: ["region-failure", "fail-over"],
    parameters: {
      [MODE]: {
        type: "String",
        description:
          "unplanned: the primary region is lost, and so is what was not yet replicated. planned: both regions are well, and nothing is lost.",
        allowedValues: ["unplanned", "planned"],
        default: "unplanned",
      },
      [FORCE]: {
        type: "String",
        description: "yes: go on although the primary region answers, or the switch is on already.",
        allowedValues: ["no", "yes"],
        default: "no",
      },
    },
    steps: [...chained(line), ...sideEnds(context, title)],
    outputs: ["check.Verdict", "report.Minutes"],
  };
}
