import type { Construct } from "constructs";
import type { Plan } from "../../../../model/plan";
import type { IncidentRegion } from "../../incident-regions";
import { ProviderTarget } from "./provider-target";

/** The plan's ticket system; null where OpsCenter is the only one. */
export function ticketProvider(scope: Construct, plan: Plan, region: IncidentRegion): ProviderTarget | null {
  const provider = plan.ticketProvider;
  return provider.kind === "opscenter" ? null : new ProviderTarget(scope, "ticket_system", { plan, region, provider });
}
