import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { DataOutputs, FoundationOutputs, IncidentOutputs, ServicesOutputs } from "../core/stack-outputs";

export interface RegionFailoverProps {
  readonly plan: Plan;
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  readonly incident: IncidentOutputs;
  /** What stands in the recovery region. */
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
  /** Hosted zone of the domain; null when nothing is public. */
  readonly zoneId: string | null;
}

/** The failover switch. */
export function regionFailover(
  scope: Construct,
  { plan }: RegionFailoverProps,
): { readonly switchHealthCheckId: string | null } {
  if (plan.recovery?.traffic !== "failover-records") return { switchHealthCheckId: null };
  const check = new Route53HealthCheck(scope, "failover_switch", { type: "CALCULATED", childHealthThreshold: 0 });
  return { switchHealthCheckId: check.id };
}
