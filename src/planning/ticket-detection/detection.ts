import { ticketSubject } from "../../evidence/ticket-subject";
import { OPERATIONAL_CHECKS } from "../../model/catalogue/operational-checks";
import type { TicketName } from "../../model/catalogue/ticket-triggers";
import type { EvidenceIndex } from "../evidence-index";

/** What in the generated infrastructure notices that a ticket is due. */
export type Detector =
  /** An alarm, an event rule, a configuration rule or a state machine, by its Terraform address. */
  | { readonly kind: "resource"; readonly stack: string; readonly address: string }
  /** A check that a scheduled build runs: CodeBuild project, and phase of it. */
  | { readonly kind: "check"; readonly project: string; readonly check: string; readonly words: string };

export interface Detection {
  /** Empty when nothing generated notices it. */
  readonly detectors: readonly Detector[];
  /** Subjects of the alarms among them, sorted: each has a ticket of its own. */
  readonly subjects: readonly string[];
}

export const NOT_DETECTED = "not detected by generated resources";

/** Alarms first, then other resources in the order of the evidence, then scheduled checks. */
export function detectionOf(index: EvidenceIndex, name: TicketName): Detection {
  const alarms = index.evidence.alarms.filter(({ ticket }) => ticket === name);
  const resources = index.evidence.resources.filter(({ detects }) => detects.includes(name));
  return {
    detectors: [
      ...[...alarms, ...resources].map(({ stack, address }) => ({ kind: "resource", stack, address }) as const),
      ...scheduledChecks(index, name),
    ],
    subjects: [...new Set(alarms.map(ticketSubject))].sort(),
  };
}

function scheduledChecks(index: EvidenceIndex, name: TicketName): readonly Detector[] {
  const projects = index.byRole("operational-checks").map(({ handles }) => handles.name);
  return projects.flatMap((project) =>
    OPERATIONAL_CHECKS.filter(({ ticket }) => ticket === name).map(
      ({ name: check, words }) => ({ kind: "check", project, check, words }) as const,
    ),
  );
}

/** A detector in one line: `<stack>/<address>`, or `<project> / <check>`. */
export function detectorName(detector: Detector): string {
  return detector.kind === "resource"
    ? `${detector.stack}/${detector.address}`
    : `${detector.project} / ${detector.check}`;
}
