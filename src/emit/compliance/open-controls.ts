import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { STATUS_WORDS } from "../../planning/compliance/compliance-summary";
import type { ControlResult } from "../../planning/compliance/control-result";
import { type Block, paragraph, tableOr } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";

/** What a change of the plan would cover, control by control. */
export function openControls(results: readonly ControlResult[]): readonly Block[] {
  return [
    tableOr(
      ["Standard", "Control", "Status", "What would cover it"],
      results
        .filter(({ missing, elsewhere }) => missing.length + elsewhere.length > 0)
        .map(({ control, status, missing, elsewhere }) => [
          STANDARD_TITLES[control.standard],
          inlineCode(control.id),
          STATUS_WORDS[status],
          [...missing, ...elsewhere.map((words) => `show it for what is left to others: ${words}`)].join("; "),
        ]),
      "No setting of the plan would cover more: what is left is left to people.",
    ),
  ];
}

/** Manual controls, and what remains of those that are evidenced in part, with the one agent accountable for each. */
export function peoplesPart(results: readonly ControlResult[]): readonly Block[] {
  return [
    paragraph("Each has one agent accountable for it, who keeps what is shown until the next assessment."),
    tableOr(
      ["Accountable", "Standard", "Control", "Status", "What they do and show"],
      results.flatMap(({ control, status, owner }) =>
        owner === null || control.remains === null
          ? []
          : [
              [
                inlineCode(owner),
                STANDARD_TITLES[control.standard],
                inlineCode(control.id),
                STATUS_WORDS[status],
                control.remains.what,
              ],
            ],
      ),
      "Nothing is left to people.",
    ),
  ];
}
