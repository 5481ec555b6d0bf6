import type { Subject } from "../../../evidence/evidence";

export const BACKUP_SUBJECT: Subject = { kind: "plan", name: "backup" };
