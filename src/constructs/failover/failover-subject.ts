import type { Subject } from "../../evidence/evidence";

/** What moves the plan to its recovery region and back. */
export const FAILOVER_SUBJECT: Subject = { kind: "plan", name: "failover" };
