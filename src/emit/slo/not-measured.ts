import type { ServiceSlo } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { sloTarget, sloTargets } from "../runbooks/slo-steps";

/** `not measured: <why>` for an SLO that nothing was generated to watch; null for one that is. */
export function notMeasured(context: EmitContext, each: ServiceSlo): string | null {
  return sloTarget(context, each) === null ? whyNotMeasured(context, each) : null;
}

/** Whether anything is watched, so that there are budgets to speak of. */
export function measuresAny(context: EmitContext): boolean {
  return sloTargets(context).length > 0;
}

/**
 * Of an SLO that nothing was generated to watch. Requests and probes come through the public endpoint, and there is none
 * without a domain and a public service.
 */
export function whyNotMeasured({ plan }: EmitContext, { slo: { sli } }: ServiceSlo): string {
  const atEndpoint = sli === "http-success" || sli === "http-latency" || sli === "canary-availability";
  if (!atEndpoint || plan.edge.hasPublicEndpoint) return "not measured: nothing is generated that measures it";
  return plan.environment.domain === null
    ? "not measured: the environment has no domain, so that nothing is public"
    : "not measured: no service is public";
}
