import type { Evidence } from "../evidence/evidence";
import type { Plan } from "../model/plan";
import { EvidenceIndex } from "../planning/evidence-index";

/** What every document is written from. */
export interface EmitContext {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly index: EvidenceIndex;
  readonly region: string;
  readonly account: string;
}

export function emitContext(plan: Plan, evidence: Evidence): EmitContext {
  const { region, account } = plan.environment;
  return { plan, evidence, index: new EvidenceIndex(evidence), region, account };
}
