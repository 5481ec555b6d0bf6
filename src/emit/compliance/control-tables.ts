import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { countWords, STATUS_WORDS, type StandardSummary } from "../../planning/compliance/compliance-summary";
import type { ControlResult } from "../../planning/compliance/control-result";
import { addressCell } from "../markdown/addresses";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, type Inline, inlineCode, link, separated } from "../markdown/inline";

/** Every control of one standard, in the standard's order and under its headings. */
export function controlTables(summary: StandardSummary): readonly Block[] {
  const groups = [...new Set(summary.results.map(({ control }) => control.group))];
  return [
    heading(2, STANDARD_TITLES[summary.standard]),
    paragraph(`${summary.results.length} controls: ${countWords(summary)}.`),
    ...groups.flatMap((group) => [
      heading(3, group),
      table(
        ["Control", "Asks", "Status", "How it is met", "Resources", "Verified by"],
        summary.results.filter(({ control }) => control.group === group).map(row),
      ),
    ]),
  ];
}

function row(result: ControlResult): readonly Content[] {
  const { control, status, resources } = result;
  return [
    inlineCode(control.id),
    control.title,
    STATUS_WORDS[status],
    howMet(result),
    resources.length === 0 ? "none" : addressCell([...new Set(resources.map(({ address }) => address))]),
    verifiedBy(result),
  ];
}

/** Documents, rules and settings that it rests on, what somebody else gives, what people do, and what is missing. */
function howMet({ reason, documents, rules, settings, elsewhere, owner, missing, resources }: ControlResult): Content {
  if (reason !== null) return reason;
  const parts: readonly (readonly Inline[])[] = [
    ...(resources.length > 0 ? [["by what is generated"]] : []),
    ...(documents.length > 0
      ? [
          separated(
            documents.map((path) => link(path, path)),
            ", ",
          ),
        ]
      : []),
    ...(rules.length > 0 ? [["watched by ", ...codeList(rules, "none")]] : []),
    ...settings.map((words) => [inlineCode(words)]),
    ...elsewhere.map((words) => [`not generated: ${words}`]),
    ...(missing.length > 0 ? [["missing, see Open"]] : []),
    ...(owner === null ? [] : [["people: ", inlineCode(owner)]]),
  ];
  return parts.flatMap((part, index) => (index === 0 ? part : ["; ", ...part]));
}

function verifiedBy({ control, status }: ControlResult): Content {
  if (status === "not-applicable" || status === "not-covered") return "nothing";
  if (status === "manual") return "what people show";
  return link(control.verification, `#${control.verification}`);
}
