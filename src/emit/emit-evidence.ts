import type { Evidence } from "../evidence/evidence";
import type { Plan } from "../model/plan";
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
      phase.deliverables.map(({ name, capabilities, documents }) => ({
        name,
        phase: phase.name,
        resources: addresses(evidence, capabilities),
        documents,
      })),
    ),
    successCriteria: plan.initiative.phases.flatMap((phase) =>
      phase.successCriteria.map(({ name, capabilities, documents }) => ({
        name,
        phase: phase.name,
        resources: addresses(evidence, capabilities),
        documents,
      })),
    ),
    alarms: evidence.alarms,
    resources: evidence.resources,
  };
  return { path: "evidence.json", text: `${JSON.stringify(document, null, 2)}\n` };
}

function addresses({ resources }: Evidence, wanted: readonly string[]): readonly string[] {
  return resources
    .filter(({ capabilities }) => capabilities.some((capability) => wanted.includes(capability)))
    .map(({ stack, address }) => `${stack}/${address}`);
}
