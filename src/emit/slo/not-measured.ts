import { allSlos, type ServiceSlo } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { sloTargets } from "../runbooks/slo-steps";

/** `not measured: <why>` for an SLO that nothing was generated to watch; null for one that is. */
export function notMeasured(context: EmitContext, { service, slo }: ServiceSlo): string | null {
  const watched = sloTargets(context).some((one) => one.service.name === service.name && one.slo.name === slo.name);
  return watched ? null : `not measured: ${reason(context, slo)}`;
}

/** Whether anything is watched, so that there are budgets to speak of. */
export function measuresAny(context: EmitContext): boolean {
  return allSlos(context.plan).some((each) => notMeasured(context, each) === null);
}

/** Requests and probes come through the public endpoint, and there is none without a domain and a public service. */
function reason({ plan }: EmitContext, { sli }: ServiceSlo["slo"]): string {
  const atEndpoint = sli === "http-success" || sli === "http-latency" || sli === "canary-availability";
  if (!atEndpoint || plan.edge.hasPublicEndpoint) return "nothing is generated that measures it";
  return plan.environment.domain === null
    ? "the environment has no domain, so that nothing is public"
    : "no service is public";
}
