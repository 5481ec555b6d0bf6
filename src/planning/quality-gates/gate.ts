import type { Evidence } from "../../evidence/evidence";
import type { Plan } from "../../model/plan";
import type { EvidenceIndex } from "../evidence-index";

/** `fail`: the plan does not do what the gate asks. `warn`: it does, with something to look at. */
export type GateStatus = "pass" | "warn" | "fail";

export interface GateCheck {
  readonly status: GateStatus;
  /** What was looked at. */
  readonly subject: string;
  /** What was found, with names and numbers. */
  readonly evidence: string;
}

export interface QualityGateResult {
  /** A short name: `reliability-alignment`. */
  readonly name: string;
  /** The line of the specification's Quality Assurance Protocol. */
  readonly statement: string;
  /** The worst of its checks. */
  readonly status: GateStatus;
  readonly checks: readonly GateCheck[];
}

export interface GateContext {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly index: EvidenceIndex;
}

export interface QualityGate {
  readonly name: string;
  readonly statement: string;
  check(context: GateContext): readonly GateCheck[];
}

export function pass(subject: string, evidence: string): GateCheck {
  return { status: "pass", subject, evidence };
}

export function warn(subject: string, evidence: string): GateCheck {
  return { status: "warn", subject, evidence };
}

export function fail(subject: string, evidence: string): GateCheck {
  return { status: "fail", subject, evidence };
}

const ORDER: readonly GateStatus[] = ["fail", "warn", "pass"];

/** The worst status; a gate that found nothing to look at has passed. */
export function worst(checks: readonly GateCheck[]): GateStatus {
  return ORDER.find((status) => checks.some((check) => check.status === status)) ?? "pass";
}
