import type { Subject } from "../../evidence/evidence";

export const INCIDENT_SUBJECT: Subject = { kind: "plan", name: "incident" };
