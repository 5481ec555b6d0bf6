import type { AlarmEvidence } from "../../evidence/evidence";
import type { Runbook } from "../../model/catalogue/runbooks";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import type { Content } from "../markdown/inline";

/** What a runbook is written from: the plan, the evidence, and the alarms that lead to it. */
export interface RunbookContext extends EmitContext {
  readonly runbook: Runbook;
  /** Those that notify or guard a deployment; none for an operation. */
  readonly alarms: readonly AlarmEvidence[];
  /** Those on single windows of an SLO, which decide for the tiers among the alarms. */
  readonly windows: readonly AlarmEvidence[];
}

/** One runbook before it is laid out. A part without content says so in a sentence. */
export interface RunbookContent {
  readonly title: string;
  /** When to use it, beside the alarms. */
  readonly trigger: Content;
  readonly impact: readonly Content[];
  /** After the checks that every runbook begins with. */
  readonly firstMinutes: readonly Item[];
  readonly diagnosis: readonly StepGroup[];
  readonly decisions: readonly Decision[];
  readonly mitigation: readonly StepGroup[];
  /** After the alarms are back, which every alarm's runbook asks for. */
  readonly verification: readonly StepGroup[];
  readonly rollback: readonly StepGroup[];
}

/** Steps on one thing: a service, a store, or everything. */
export interface StepGroup {
  readonly title: string;
  readonly steps: readonly Item[];
}

export interface Decision {
  readonly when: Content;
  readonly act: Content;
}

export type RunbookWriter = (context: RunbookContext) => RunbookContent;
