import type { Evidence } from "../evidence/evidence";
import type { Capability } from "../model/capabilities";
import type { SuccessCriterionEntry } from "../model/catalogue/deliverables";
import { runbookPath } from "../model/catalogue/runbooks";
import type { Phase, Plan } from "../model/plan";
import { settingFor } from "./capability-settings";
import { emittedDocuments, emittedRunbooks } from "./emitted-documents";
import { EvidenceIndex } from "./evidence-index";
import { handedOver } from "./handed-over";
import { runbookOwner, topicOwner } from "./runbook-owners";

/** An edge of the evidence graph with nothing at its other end. */
export interface Dangling {
  readonly kind: "deliverable" | "success-criterion" | "alarm" | "topic" | "runbook";
  readonly name: string;
  /** Place in the plan file that asks for it: keys, members of named lists by name, of plain lists by index. */
  readonly path: readonly (string | number)[];
  /** Capabilities, documents or `accountable agent`. */
  readonly missing: readonly string[];
  /** What to do about it, as an instruction. */
  readonly hint: string;
}

const PHASES = ["initiative", "phases"] as const;
const AGENT = "accountable agent";
/** Runbooks and dashboards follow from the alarms: no setting of a plan leaves one of them out. */
const GENERATED_HINT = "report it: a fault of opsplan, which writes both whatever the plan says";
const AGENT_HINT = "add a phase with a primary agent to initiative.phases";

/** Everything that the plan promises and that nothing generated backs. Empty for a plan that may be written out. */
export function findDangling(plan: Plan, evidence: Evidence): readonly Dangling[] {
  return [
    ...plan.initiative.phases.flatMap((phase) => danglingOfPhase(phase, plan, evidence)),
    ...danglingAlarms(plan, evidence),
    ...danglingTopics(plan, evidence),
    ...danglingRunbooks(plan, evidence),
  ];
}

function danglingOfPhase(phase: Phase, plan: Plan, evidence: Evidence): readonly Dangling[] {
  const missingOf = missingFrom(plan, evidence);
  const judge = (kind: Dangling["kind"], list: string, entries: readonly SuccessCriterionEntry[]) =>
    entries.flatMap((entry, index): Dangling[] => {
      const { capabilities, documents } = missingOf(entry);
      if (capabilities.length + documents.length === 0) return [];
      const path = [...PHASES, phase.name, list, index];
      const hint = hintFor(plan, capabilities, documents);
      return [{ kind, name: entry.name, path, missing: [...capabilities, ...documents], hint }];
    });
  return [
    ...judge("deliverable", "deliverables", phase.deliverables),
    ...judge("success-criterion", "successCriteria", phase.successCriteria),
  ];
}

interface Missing {
  readonly capabilities: readonly Capability[];
  readonly documents: readonly string[];
}

function missingFrom(plan: Plan, evidence: Evidence): (entry: SuccessCriterionEntry) => Missing {
  const index = new EvidenceIndex(evidence);
  const given = handedOver(plan);
  const written: readonly string[] = emittedDocuments(plan, evidence);
  return ({ capabilities, documents }) => ({
    capabilities: capabilities.filter((one) => !given.has(one) && index.providing(one).length === 0),
    documents: documents.filter((one) => !written.includes(one)),
  });
}

function hintFor(plan: Plan, capabilities: readonly Capability[], documents: readonly string[]): string {
  const settings = capabilities.map((capability) => settingFor(plan, capability));
  if (documents.length > 0) settings.push(`name documents that are written; ${documents.join(", ")} is not one`);
  return [...new Set(settings), "or remove it from the phase"].join("; ");
}

/** Every alarm, whether it tells somebody or is a part of one that does: people meet all of them in the console. */
function danglingAlarms(plan: Plan, evidence: Evidence): readonly Dangling[] {
  const runbooks = emittedRunbooks(evidence);
  const dashboards = new Set(new EvidenceIndex(evidence).byRole("dashboard").map(({ handles }) => handles.name));
  return evidence.alarms.flatMap(({ name, runbook, dashboard, subject }): Dangling[] => {
    const written = runbooks.includes(runbook);
    const absent = [
      ...(written ? [] : [{ what: runbookPath(runbook), hint: GENERATED_HINT }]),
      ...(dashboards.has(dashboard) ? [] : [{ what: `dashboard ${dashboard}`, hint: GENERATED_HINT }]),
      // Who owns an alarm is who owns its runbook.
      ...(written && runbookOwner(plan, runbook) === undefined ? [{ what: AGENT, hint: AGENT_HINT }] : []),
    ];
    if (absent.length === 0) return [];
    const path = subject.kind === "service" ? ["services", subject.name] : PHASES;
    const hint = [...new Set(absent.map((one) => one.hint))].join("; ");
    return [{ kind: "alarm", name, path, missing: absent.map(({ what }) => what), hint }];
  });
}

function danglingTopics(plan: Plan, evidence: Evidence): readonly Dangling[] {
  if (topicOwner(plan) !== undefined) return [];
  return new EvidenceIndex(evidence)
    .byRole("incident-topic")
    .map(({ handles }) => ({ kind: "topic", name: handles.name, path: PHASES, missing: [AGENT], hint: AGENT_HINT }));
}

function danglingRunbooks(plan: Plan, evidence: Evidence): readonly Dangling[] {
  return emittedRunbooks(evidence)
    .filter((runbook) => runbookOwner(plan, runbook) === undefined)
    .map((name) => ({ kind: "runbook", name, path: PHASES, missing: [AGENT], hint: AGENT_HINT }));
}
