import type { Subject } from "../../evidence/evidence";
import type { Statement } from "../core/policy";

/** One failure that AWS FIS makes, of one thing of the plan. */
export interface Experiment {
  readonly subject: Subject;
  /** Words of its name, unique among the plan's experiments: `stop-checkout`. */
  readonly name: string;
  /** What fails, and what must not: a sentence. */
  readonly description: string;
  readonly action: ExperimentAction;
  readonly target: ExperimentTarget;
  /** ARNs of alarms that stop it, at most {@link MAX_STOP_CONDITIONS}. */
  readonly stops: readonly string[];
  /** What FIS needs for it, beside logs and the report. */
  readonly statements: readonly Statement[];
}

/** In the words of the FIS actions reference. */
export interface ExperimentAction {
  readonly id: string;
  /** Key of the action's target: `Tasks`. */
  readonly targetKey: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ExperimentTarget {
  readonly resourceType: string;
  readonly selectionMode: string;
  readonly arns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly filters: readonly { readonly path: string; readonly values: readonly string[] }[];
}

/**
 * Targets of one action (FIS quotas, "Target Tasks for aws:ecs:stop-task", "Target Tasks for aws:ecs:task-network-…",
 * "Target Instances for …").
 */
export const MAX_TARGETS = 5;

/** Stop conditions of one template (FIS quotas). */
export const MAX_STOP_CONDITIONS = 5;

/** FIS finds targets that are given by tag through the tagging API, which knows no single resources. */
export const FIND_BY_TAG: Statement = { Sid: "FindTargets", Action: "tag:GetResources", Resource: "*" };

export function allOf(resourceType: string, arns: readonly string[]): ExperimentTarget {
  return { resourceType, selectionMode: "ALL", arns, tags: {}, parameters: {}, filters: [] };
}
