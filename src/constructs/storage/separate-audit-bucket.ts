import type { Plan } from "../../model/plan";

/**
 * Whether audit logs have a bucket of their own. Locking them, closing them to operators and taking in other accounts
 * all want one: the log bucket is written by services that neither a lock nor a KMS key admits. A plan that asks for
 * none of these keeps its trail in the log bucket, and one with a central bucket leaves all of it to that bucket's
 * owner.
 */
export function separateAuditBucket({ security }: Pick<Plan, "security">): boolean {
  const { objectLock, readers, organizationTrail } = security.auditLog;
  return (
    security.cloudTrail &&
    security.logBucket === null &&
    (objectLock !== "none" || readers.length > 0 || organizationTrail)
  );
}
