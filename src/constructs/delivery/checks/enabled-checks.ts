import { OPERATIONAL_CHECKS } from "../../../model/catalogue/operational-checks";
import { enabledTicket, type Plan } from "../../../model/plan";

export type EnabledCheck = (typeof OPERATIONAL_CHECKS)[number];

/** The checks whose ticket the plan wants. Drift is seen against remote state only: a build has no local one. */
export function enabledChecks(plan: Plan): readonly EnabledCheck[] {
  return OPERATIONAL_CHECKS.filter(
    ({ name, ticket }) =>
      enabledTicket(plan, ticket) !== undefined && (name !== "infrastructure-drift" || plan.state.kind === "s3"),
  );
}
