import type { Subject } from "../../evidence/evidence";

/** Rehearsals of the whole plan. */
export const RESILIENCE_SUBJECT: Subject = { kind: "plan", name: "resilience" };
