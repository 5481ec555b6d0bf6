import type { Evidence } from "../evidence/evidence";
import { evidencing, type SuccessCriterionEntry } from "../model/catalogue/deliverables";
import type { Plan } from "../model/plan";
import { monitoringCoverage } from "../planning/monitoring-coverage/monitoring-coverage";
import type { EmittedDocument } from "./emit-documents";

/** The evidence for machines: what reviews compare, and what other tools look addresses up in. */
export function emitEvidence(plan: Plan, evidence: Evidence): EmittedDocument {
  const document = {
    plan: plan.name,
    version: plan.version,
    environment: plan.environment.name,
    initiative: plan.initiative.name,
    stacks: evidence.stacks,
    deliverables: plan.initiative.phases.flatMap((phase) =>
      phase.deliverables.map((entry) => described(entry, phase.name, evidence)),
    ),
    successCriteria: plan.initiative.phases.flatMap((phase) =>
      phase.successCriteria.map((entry) => described(entry, phase.name, evidence)),
    ),
    monitoringCoverage: coverage(plan, evidence),
    alarms: evidence.alarms,
    resources: evidence.resources,
  };
  return { path: "evidence.json", text: `${JSON.stringify(document, null, 2)}\n` };
}

/** What a scheduled check reads: the gaps open tickets. */
function coverage(plan: Plan, evidence: Evidence) {
  const { covered, expected, percent, gaps } = monitoringCoverage(plan, evidence);
  return { covered, expected, percent, gaps: gaps.map(({ subject, signal, reason }) => ({ subject, signal, reason })) };
}

function described(entry: SuccessCriterionEntry, phase: string, evidence: Evidence) {
  const { name, documents } = entry;
  return { name, phase, resources: addresses(evidence, evidencing(entry)), documents };
}

function addresses({ resources }: Evidence, wanted: readonly string[]): readonly string[] {
  return resources
    .filter(({ capabilities }) => capabilities.some((capability) => wanted.includes(capability)))
    .map(({ stack, address }) => `${stack}/${address}`);
}
