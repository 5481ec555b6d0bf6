import { runbookPath } from "../../model/catalogue/runbooks";
import { formatDuration } from "../../model/units/duration";
import { emittedDocuments } from "../../planning/emitted-documents";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { ownerOfRunbook } from "../owners";
import { step } from "../runbooks/steps";
import { alarmDrill } from "./monitoring";

/** A rehearsal with people, started by a real notification. */
export function incidentExercise(context: EmitContext): readonly Item[] {
  const { plan } = context;
  const steps = plan.incidents.escalation.map(
    ({ after, to }) => `${after.seconds === 0 ? "at once" : formatDuration(after)} ${to.join(", ")}`,
  );
  return [
    step([inlineCode(ownerOfRunbook(plan, "incident")), " picks an hour, and tells everybody but whoever is on duty."]),
    ...alarmDrill(context).slice(0, 1),
    step(
      `It is answered within ${formatDuration(plan.incidents.responseTime.critical)}. Left unanswered, it reaches: ${steps.length === 0 ? "nobody, the plan names no escalation" : steps.join("; ")}.`,
    ),
    step(["The team works through ", link("incident.md", runbookPath("incident")), " up to its verification."]),
    step([
      "Within a week the review is written, as ",
      link("post-incident-review.md", runbookPath("post-incident-review")),
      " says. What was missing becomes tickets.",
    ]),
  ];
}

export function documentReview({ plan, evidence }: EmitContext): readonly Item[] {
  const runbooks = emittedDocuments(plan, evidence).filter((path) => path.startsWith("runbooks/"));
  return [
    step(
      `All ${emittedDocuments(plan, evidence).length} documents are there, ${runbooks.length} of them runbooks, published where people on duty find them.`,
    ),
    step([
      "Each runbook was read by its owner within the last ",
      inlineCode(formatDuration(plan.incidents.runbookReview)),
      ", and after its last use.",
    ]),
    step(
      "Somebody who did not write the plan follows one runbook in each quarter, command by command, and says where they stopped.",
    ),
    step([inlineCode(plan.owner), " signs off, and writes date and name into the ticket."]),
  ];
}
