import { ComputeoptimizerEnrollmentStatus } from "@cdktf/provider-aws/lib/computeoptimizer-enrollment-status";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import { COST_SUBJECT } from "./cost-subject";

/** Lets AWS Compute Optimizer look at the metrics of the account, in all its regions; it costs nothing. */
export function optimizerEnrollment(scope: Construct): void {
  const enrollment = new ComputeoptimizerEnrollmentStatus(scope, "compute_optimizer", {
    status: "Active",
    includeMemberAccounts: false,
  });
  provides(enrollment, COST_SUBJECT, "cost-optimization");
}
