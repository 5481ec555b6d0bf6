import type { Subject } from "../../evidence/evidence";

/** What stands before the services: CDN, web ACL, records, health check. */
export const EDGE: Subject = { kind: "plan", name: "edge" };
