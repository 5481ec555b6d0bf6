import type { AlarmEvidence } from "../../evidence/evidence";
import { ALARM_RUNBOOKS, type AlarmRunbook, type Runbook, runbookPath } from "../../model/catalogue/runbooks";
import { enabledTicket } from "../../model/plan";
import { SEVERITIES, type Severity } from "../../model/severities";
import { formatDuration } from "../../model/units/duration";
import { emittedRunbooks } from "../../planning/emitted-documents";
import { actingAlarms } from "../../planning/slo-alarms";
import { opensByItself } from "../../planning/ticket-detection/opens-by-itself";
import { alarmStates } from "../commands/alarm-commands";
import { aws } from "../commands/aws";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, bullets, codeBlock, heading, type Item, numbered, paragraph, table } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { ownerOfRunbook } from "../owners";
import { alarmOrder } from "./alarm-order";
import { answerSteps, escalationBlocks, forgetSteps } from "./escalation";
import { linkedTo } from "./linked-to";
import type { RunbookContent, RunbookContext, StepGroup } from "./runbook-content";
import { RUNBOOK_WRITERS } from "./runbook-writers";
import { alarmedSlos, budgetSteps, tierBlocks, windowsOf } from "./slo-steps";
import { step } from "./steps";
import { resolveTicketGroup, takeTicketSteps, ticketsHere } from "./ticket-steps";

/** Every runbook of the plan, each a document of its own. */
export function emitRunbooks(context: EmitContext): readonly EmittedDocument[] {
  return emittedRunbooks(context.evidence).map((runbook) => ({
    path: runbookPath(runbook),
    text: renderMarkdown(linkedTo(emittedRunbooks(context.evidence), layOut(runbookContext(context, runbook)))),
  }));
}

function runbookContext(context: EmitContext, runbook: Runbook): RunbookContext {
  const alarms = isAlarmRunbook(runbook) ? alarmOrder(actingAlarms(context.index.alarmsFor(runbook))) : [];
  return { ...context, runbook, alarms, windows: windowsOf(alarms, context.evidence.alarms) };
}

function isAlarmRunbook(runbook: Runbook): runbook is AlarmRunbook {
  return ALARM_RUNBOOKS.some((family) => family === runbook);
}

function layOut(context: RunbookContext): readonly Block[] {
  const content = RUNBOOK_WRITERS[context.runbook](context);
  return [
    heading(1, `${content.title}: ${context.plan.title}, ${context.plan.environment.name}`),
    facts(context),
    heading(2, "First five minutes"),
    numbered(firstSteps(context, content)),
    heading(2, "Trigger"),
    paragraph(content.trigger),
    ...alarmTable(context.alarms),
    ...tierBlocks(context),
    heading(2, "Impact"),
    bullets(content.impact),
    heading(2, "Diagnosis"),
    ...groups(content.diagnosis, "Nothing to look at: nothing of this kind was generated."),
    heading(2, "Decisions"),
    table(
      ["When", "Then"],
      content.decisions.map(({ when, act }) => [when, act]),
    ),
    heading(2, "Mitigation"),
    ...groups(content.mitigation, "Nothing to do by command: follow the decisions above."),
    heading(2, "Verification"),
    ...groups(
      [...alarmGroup(context), ...content.verification, ...resolveTicketGroup(context)],
      "See that users are well.",
    ),
    heading(2, "Rollback"),
    ...groups(content.rollback, "Nothing to undo."),
    ...escalationBlocks(context),
    heading(2, "Owner and review"),
    ...review(context),
  ];
}

function facts(context: RunbookContext): Block {
  const { plan, region, account, runbook } = context;
  const severities = severitiesHere(context);
  return table(
    ["Fact", "Value"],
    [
      ["Owner", inlineCode(ownerOf({ plan, runbook }))],
      ["Account and region", [inlineCode(account), ", ", inlineCode(region)]],
      ["Severity", severityWords(runbook, severities)],
      ["Commands", "bash, with AWS CLI version 2, signed in to the account"],
    ],
  );
}

/** An incident is as bad as what it began with, whatever ticket leads here as well. */
function severityWords(runbook: Runbook, severities: readonly Severity[]): string {
  if (runbook === "incident") return "that of the worst alarm that fires";
  return severities.length === 0 ? "an operation, at any time" : severities.join(", ");
}

/** Of the alarms that lead here, and of the tickets that other things open. */
function severitiesHere(context: RunbookContext): readonly Severity[] {
  const ofTickets = ticketsHere(context).flatMap((name) =>
    name === "alarm" ? [] : (enabledTicket(context.plan, name)?.priority ?? []),
  );
  const found = new Set([...context.alarms.map(({ severity }) => severity), ...ofTickets]);
  return SEVERITIES.filter((severity) => found.has(severity));
}

function firstSteps(context: RunbookContext, content: RunbookContent): readonly Item[] {
  const { account, alarms } = context;
  const signedIn = aws("sts get-caller-identity", { query: "Account", output: "text" }, null);
  return [
    step(["Are you in the right account? It must say ", inlineCode(account), "."], signedIn),
    ...(alarms.length === 0 ? [] : [step("Which of its alarms fire, and since when?", alarmStates(alarms))]),
    ...answerSteps(context),
    ...budgetSteps(alarmedSlos(context), context),
    ...takeTicketSteps(context),
    ...content.firstMinutes,
  ];
}

function alarmTable(alarms: readonly AlarmEvidence[]): readonly Block[] {
  if (alarms.length === 0)
    return [paragraph("No alarm leads here: people decide, or an event of AWS names this runbook.")];
  const rows = alarms.map(({ name, subject, severity, condition, region }) => [
    inlineCode(name),
    inlineCode(subject.name),
    severity,
    condition,
    inlineCode(region),
  ]);
  return [table(["Alarm", "Of", "Severity", "Fires when", "Region"], rows)];
}

function alarmGroup(context: RunbookContext): readonly StepGroup[] {
  const { alarms } = context;
  if (alarms.length === 0) return [];
  return [
    { title: "Alarms", steps: [step("All of them are OK again.", alarmStates(alarms)), ...forgetSteps(context)] },
  ];
}

function groups(all: readonly StepGroup[], none: string): readonly Block[] {
  const filled = all.filter(({ steps }) => steps.length > 0);
  if (filled.length === 0) return [paragraph(none)];
  return filled.flatMap(({ title, steps }) => [heading(3, title), numbered(steps)]);
}

/** Only the scheduled check reads the dates of reviews: where none runs, the owner's calendar is all there is. */
function review({ plan, index, runbook }: RunbookContext): readonly Block[] {
  const owner = inlineCode(ownerOf({ plan, runbook }));
  const every = formatDuration(plan.incidents.runbookReview);
  const words = ` reviews this runbook every ${every} and after each use. It is written from the plan and the generated resources: to change it, change the plan, or its writer in opsplan, and synthesise. `;
  if (!opensByItself(plan, index, "operational_runbook_outdated")) {
    return [
      paragraph(
        owner,
        words,
        "Nothing generated notices that a review is overdue: its owner keeps the date of the next.",
      ),
    ];
  }
  return [
    paragraph(
      owner,
      words,
      "A runbook that is out of date opens the ticket ",
      inlineCode("operational_runbook_outdated"),
      " in ",
      link("TICKET_REGISTRY.md", "../TICKET_REGISTRY.md"),
      ". A review that changed nothing is recorded by an empty commit, in the repository of the plan:",
    ),
    codeBlock("bash", recordReview(runbook)),
  ];
}

/** The scheduled check reads the trailer of the newest commit that has it. */
function recordReview(runbook: Runbook): string {
  return `git commit --allow-empty -m "Review runbook ${runbook}" --trailer "Runbook-reviewed: ${runbook}"`;
}

function ownerOf({ plan, runbook }: Pick<RunbookContext, "plan" | "runbook">): string {
  return ownerOfRunbook(plan, runbook);
}
