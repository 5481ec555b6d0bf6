import { runbookPath } from "../../model/catalogue/runbooks";
import { counted } from "../../model/counted";
import type { ResolvedTicketTrigger } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";
import { emittedRunbooks } from "../../planning/emitted-documents";
import type { Detection } from "../../planning/ticket-detection/detection";
import { triggerRule } from "../../planning/ticket-detection/trigger-rules";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link, strong } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { ownerAmong } from "../owners";
import { detectorTable } from "./detector-table";

/** The twelve triggers with what detects each, and the tickets. */
export function emitTicketRegistry(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const categories = [...new Set(plan.tickets.map(({ category }) => category))];
  const blocks = [
    heading(1, `Ticket registry: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      `The specification's ${plan.tickets.length} triggers, on unless the plan switches one off. Where nothing generated detects a trigger, it says so, and who looks at it how often.`,
    ),
    heading(2, "Triggers"),
    overview(context),
    ...categories.flatMap((category) => [
      heading(2, category),
      ...plan.tickets
        .filter((trigger) => trigger.category === category)
        .flatMap((trigger) => section(context, trigger)),
    ]),
    heading(2, "Tickets"),
    paragraph(
      "None is open. Tickets are added here, one row each, under their dedupe key: a second event with the same key belongs to the ticket that is open.",
    ),
    table(["Ticket", "Trigger", "Dedupe key", "Priority", "Owner", "State"], []),
  ];
  return { path: "TICKET_REGISTRY.md", text: renderMarkdown(blocks) };
}

function overview(context: EmitContext): Block {
  const { plan, index } = context;
  return table(
    ["Trigger", "Priority", "Detected by", "Owner", "Answer within"],
    plan.tickets.map((trigger) => {
      const { detectors } = triggerRule(trigger.name).detect(plan, index);
      return [
        inlineCode(trigger.name),
        trigger.priority,
        trigger.enabled
          ? detectors.length === 0
            ? "people, at reviews"
            : counted(detectors.length, "generated resource")
          : "switched off by the plan",
        ownerOf(context, trigger),
        formatDuration(plan.incidents.responseTime[trigger.priority]),
      ];
    }),
  );
}

function section(context: EmitContext, trigger: ResolvedTicketTrigger): readonly Block[] {
  const { plan, index } = context;
  const rule = triggerRule(trigger.name);
  const detection = rule.detect(plan, index);
  return [
    heading(3, inlineCode(trigger.name)),
    table(
      ["Field", "Value"],
      [
        ["State", trigger.enabled ? "on" : strong("off: switched off by the plan")],
        ["Ticket", inlineCode(trigger.ticket)],
        ["Detection", detection.words],
        ["Threshold", thresholdWords(context, trigger)],
        ["Priority", trigger.priority],
        ["Category", inlineCode(trigger.category)],
        ["Owner", ownerOf(context, trigger)],
        ["Answer within", formatDuration(plan.incidents.responseTime[trigger.priority])],
        ["Reviewed", rule.review],
        ["Runbook", runbookCell(context, trigger)],
        ["Dedupe key", dedupeKeys(context, trigger, detection)],
      ],
    ),
    ...detectorTable(context, detection),
  ];
}

function thresholdWords({ plan }: EmitContext, { name, threshold }: ResolvedTicketTrigger): string {
  const words = triggerRule(name).threshold(plan);
  return threshold === null ? words : `over ${threshold} %: ${words}`;
}

function ownerOf({ plan }: EmitContext, { name }: ResolvedTicketTrigger): Content {
  return inlineCode(ownerAmong(plan, triggerRule(name).owners));
}

/** The trigger's runbook where it is written; the incident runbook, which always is, elsewhere. */
function runbookCell({ evidence }: EmitContext, { name }: ResolvedTicketTrigger): Content {
  const { runbook: wanted } = triggerRule(name);
  const runbook = emittedRunbooks(evidence).includes(wanted) ? wanted : "incident";
  return link(`${runbook}.md`, runbookPath(runbook));
}

/** `<plan>/<environment>/<trigger>[/<subject>]`: one open ticket per key. */
function dedupeKeys({ plan }: EmitContext, { name }: ResolvedTicketTrigger, { subjects }: Detection): Content {
  const key = `${plan.name}/${plan.environment.name}/${name}`;
  return subjects.length === 0
    ? inlineCode(key)
    : [inlineCode(`${key}/<subject>`), " with subject one of ", ...codeList(subjects, "none")];
}
