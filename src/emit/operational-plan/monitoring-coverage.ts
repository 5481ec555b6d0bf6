import { GOLDEN_SIGNALS } from "../../evidence/evidence";
import { counted } from "../../model/counted";
import type {
  MonitoringCoverage,
  SignalCoverage,
  SubjectCoverage,
} from "../../planning/monitoring-coverage/monitoring-coverage";
import { type Block, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { type Content, inlineCode, strong } from "../markdown/inline";

/** The figure, what it is made of, what is missing and how to close it, and what is not expected. */
export function coverageBlocks({ covered, expected, percent, subjects, gaps }: MonitoringCoverage): readonly Block[] {
  return [
    paragraph(
      "Coverage: ",
      strong(`${percent} %`),
      `. Of ${expected} signals that should have an alarm that tells somebody, ${covered} have one.`,
    ),
    table(
      ["Of", ...GOLDEN_SIGNALS],
      subjects.map(({ subject, signals }) => [inlineCode(subject), ...signals.map(cell)]),
    ),
    heading(4, "Gaps"),
    tableOr(
      ["Of", "Signal", "Why", "To close it"],
      gaps.map(({ subject, signal, reason, fix }) => [inlineCode(subject), signal, reason, fix]),
      "None: every expected signal has an alarm.",
    ),
    ...inPart(subjects),
    ...notExpected(subjects),
  ];
}

function cell(one: SignalCoverage): Content {
  switch (one.state) {
    case "alarmed":
      return `${counted(one.alarms.length, "alarm")}${one.blindSpot === null ? "" : ", in part"}`;
    case "not-applicable":
      return "not expected";
    case "gap":
      return strong("gap");
  }
}

function inPart(subjects: readonly SubjectCoverage[]): readonly Block[] {
  const rows = rowsOf(subjects, (one) => (one.state === "alarmed" ? one.blindSpot : null));
  return rows.length === 0 ? [] : [heading(4, "Watched in part"), table(["Of", "Signal", "Not watched"], rows)];
}

function notExpected(subjects: readonly SubjectCoverage[]): readonly Block[] {
  const rows = rowsOf(subjects, (one) => (one.state === "not-applicable" ? one.reason : null));
  return rows.length === 0 ? [] : [heading(4, "Not expected"), table(["Of", "Signal", "Why"], rows)];
}

/** A row for each signal that there is something to say of. */
function rowsOf(
  subjects: readonly SubjectCoverage[],
  words: (one: SignalCoverage) => string | null,
): readonly (readonly Content[])[] {
  return subjects.flatMap(({ subject, signals }) =>
    signals.flatMap((one) => {
      const said = words(one);
      return said === null ? [] : [[inlineCode(subject), one.signal, said]];
    }),
  );
}
