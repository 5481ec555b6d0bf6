import type { AgentName } from "../../model/catalogue/agents";
import type { Runbook } from "../../model/catalogue/runbooks";
import type { Plan } from "../../model/plan";
import type { EvidenceIndex } from "../evidence-index";

/** What in the generated Terraform notices a trigger, and what a person does about the rest. */
export interface Detection {
  /** Alarms, rules and state machines that really notice it; empty when nothing generated does. */
  readonly detectors: readonly Detector[];
  /** What they notice, and what they do not. */
  readonly words: string;
  /** Subjects that get a ticket of their own; empty when there is one ticket for the plan. */
  readonly subjects: readonly string[];
}

export interface Detector {
  readonly stack: string;
  readonly address: string;
}

/** How one trigger of the specification is detected and who looks after it. */
export interface TriggerRule {
  /** Agents that own the ticket, best suited first. */
  readonly owners: readonly AgentName[];
  readonly runbook: Runbook;
  /** How often the owner reviews what no resource detects. */
  readonly review: string;
  /** The threshold in words, where the trigger carries no percentage of its own. */
  threshold(plan: Plan): string;
  detect(plan: Plan, index: EvidenceIndex): Detection;
}

export const NOT_DETECTED = "not detected by generated resources";

export function detectors(resources: readonly Detector[]): readonly Detector[] {
  return resources.map(({ stack, address }) => ({ stack, address }));
}

export function subjectNames(
  found: readonly { readonly subject: { readonly name: string } | null }[],
): readonly string[] {
  return [...new Set(found.flatMap(({ subject }) => (subject === null ? [] : [subject.name])))].sort();
}
