import { EvidenceIndex } from "../planning/evidence-index";
import type { EmitContext } from "./emit-context";

/** The same plan seen from its recovery region: commands and targets found with it are those that stand by there. */
export interface RecoverySide extends EmitContext {
  /** Region of the plan itself. */
  readonly home: string;
}

/** null without a recovery region. */
export function recoverySide(context: EmitContext): RecoverySide | null {
  const { recovery } = context.plan;
  if (recovery === null || recovery.region === null) return null;
  return {
    plan: context.plan,
    evidence: context.evidence,
    account: context.account,
    index: new EvidenceIndex(context.evidence, "recovery"),
    region: recovery.region,
    home: context.region,
  };
}
