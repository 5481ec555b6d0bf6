import type { Subject } from "../../../evidence/evidence";

/** What the plan as a whole may run out of, and what watches that. */
export const CAPACITY: Subject = { kind: "plan", name: "capacity" };
