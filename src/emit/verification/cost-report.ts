import { costTagValue } from "../../model/cost-watch";
import { budgetNotifications, budgetState, dailyCosts, optimizerState } from "../commands/cost-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { scalingPolicies } from "./capacity";

/** What is spent, against the estimate and the budget, and that something still moves with the load. */
export function costReport(context: EmitContext): readonly Item[] {
  const { plan, index, account, region } = context;
  return [
    step(
      ["The days of two weeks cost about a thirtieth of the estimate in ", link("CAPACITY.md", "CAPACITY.md"), "."],
      dailyCosts(costTagValue(plan), "SERVICE"),
    ),
    ...index
      .byRole("budget")
      .map(({ handles: { name } }) =>
        step(
          ["What ", inlineCode(name), " forecasts is below its limit, and none of its messages is in ALARM."],
          budgetState(name, account),
          budgetNotifications(name, account),
        ),
      ),
    ...(index.providing("cost-optimization").length === 0
      ? []
      : [step("Compute Optimizer is Active.", optimizerState(region))]),
    ...scalingPolicies(context),
  ];
}
