import type { Runbook } from "../../../model/catalogue/runbooks";
import type { Statement } from "../../core/policy";
import type { DataType, Step } from "./step";

/** What a document does to its subject: the last words of its name. */
export type Operation = "restart" | "scale-out" | "restore-bounds" | "roll-back" | "fail-over" | "redrive-dead-letters";

export interface DocumentParameter {
  readonly type: DataType;
  readonly description: string;
  readonly default: number | string;
}

/** One Automation runbook before it has a name and a role. */
export interface RunbookDocument {
  readonly operation: Operation;
  /** What it does and how it ends, in sentences. */
  readonly description: string;
  /** Runbooks whose mitigation it is. */
  readonly runbooks: readonly Runbook[];
  readonly parameters: Readonly<Record<string, DocumentParameter>>;
  readonly steps: readonly Step[];
  /** `step.Output`, shown when the run has ended. */
  readonly outputs: readonly string[];
}

/** The documents of one subject with all that they may do. */
export interface Automation {
  readonly documents: readonly RunbookDocument[];
  readonly statements: readonly Statement[];
}
