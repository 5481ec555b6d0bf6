import type { Subject } from "../../evidence/evidence";

export const STATE_SUBJECT: Subject = { kind: "plan", name: "state" };
export const PIPELINE_SUBJECT: Subject = { kind: "plan", name: "pipeline" };
