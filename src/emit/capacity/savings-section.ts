import type { CostEstimate } from "../../planning/cost/cost-estimate";
import { savingsLevers } from "../../planning/cost/savings/savings-levers";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { usdWords } from "./amount-words";

/** Ways to pay less, each with its sum. */
export function savingsSection({
  plan,
  estimate,
}: EmitContext & { readonly estimate: CostEstimate }): readonly Block[] {
  return [
    paragraph("Each by itself: they reach for the same money, and do not add up."),
    tableOr(
      ["Lever", "Saves a month", "Sum", "What to do", "Key"],
      savingsLevers(plan, estimate).map(({ name, usd, bound, arithmetic, what, key }) => [
        name,
        usd === null ? "depends: see the sum" : `${bound} ${usdWords(usd)}`,
        arithmetic,
        what,
        key === null ? "none" : inlineCode(key),
      ]),
      "None applies to this plan.",
    ),
  ];
}
