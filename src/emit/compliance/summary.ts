import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { STATUS_WORDS, type StandardSummary } from "../../planning/compliance/compliance-summary";
import { CONTROL_STATUSES, type ControlStatus } from "../../planning/compliance/control-result";
import { type Block, bullets, table } from "../markdown/blocks";
import { strong } from "../markdown/inline";

const MEANING: Readonly<Record<ControlStatus, string>> = {
  evidenced: "all that it asks of infrastructure is generated, and can be verified below",
  partial: "some of it is generated; what is missing or left to people is said",
  manual: "nothing generated can show it: people do it, and keep what they show",
  "not-covered": "nothing shows it in this plan; the setting that would is named",
  "not-applicable": "the plan has nothing that it is about",
};

/** How many controls of each standard have which status, and what the words mean. */
export function summary(standards: readonly StandardSummary[]): readonly Block[] {
  return [
    table(
      ["Standard", "Controls", ...CONTROL_STATUSES.map((status) => capitalised(STATUS_WORDS[status]))],
      standards.map(({ standard, results, counts }) => [
        STANDARD_TITLES[standard],
        String(results.length),
        ...CONTROL_STATUSES.map((status) => String(counts[status])),
      ]),
    ),
    bullets(CONTROL_STATUSES.map((status) => [strong(STATUS_WORDS[status]), `: ${MEANING[status]}.`])),
  ];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
