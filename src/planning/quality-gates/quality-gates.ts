import type { Evidence } from "../../evidence/evidence";
import type { Plan } from "../../model/plan";
import { EvidenceIndex } from "../evidence-index";
import { agentCoverage } from "./agent-coverage";
import { deploymentSafety } from "./deployment-safety";
import { type QualityGate, type QualityGateResult, worst } from "./gate";
import { measurableSuccess } from "./measurable-success";
import { monitoringEmbedded } from "./monitoring-embedded";
import { reliabilityAlignment } from "./reliability-alignment";
import { securityCompatibility } from "./security-compatibility";
import { workflowCollaboration } from "./workflow-collaboration";

/** The seven lines of the specification's Quality Assurance Protocol, in its order. */
export const QUALITY_GATES: readonly QualityGate[] = [
  reliabilityAlignment,
  agentCoverage,
  deploymentSafety,
  securityCompatibility,
  workflowCollaboration,
  monitoringEmbedded,
  measurableSuccess,
];

/** Every gate, judged on what the plan asks and on what is really generated. */
export function qualityGates(plan: Plan, evidence: Evidence): readonly QualityGateResult[] {
  const context = { plan, evidence, index: new EvidenceIndex(evidence) };
  return QUALITY_GATES.map(({ name, statement, check }) => {
    const checks = check(context);
    return { name, statement, status: worst(checks), checks };
  });
}
