import type { Subject } from "../../evidence/evidence";

export const MIGRATION_SUBJECT: Subject = { kind: "plan", name: "migration" };
