import { recommendations } from "../../planning/capacity/recommendations";
import { type Block, paragraph, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { type CapacityContext, isHeldToTarget } from "./capacity-context";

/** What to change in the plan, the most urgent first. */
export function recommendationSection(context: CapacityContext): readonly Block[] {
  if (!isHeldToTarget(context)) {
    return [paragraph("None for this environment: it is small on purpose, and not held to the target.")];
  }
  return [
    tableOr(
      ["Change", "Key", "To", "Why"],
      recommendations(context.plan, context.model).map(({ what, key, value, why }) => [
        what,
        inlineCode(key),
        value,
        why,
      ]),
      "Nothing: the target is carried with something to spare, and what it rests on was measured.",
    ),
  ];
}
