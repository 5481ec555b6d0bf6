import type { Subject } from "../../evidence/evidence";

export const SECURITY_SUBJECT: Subject = { kind: "plan", name: "security" };
