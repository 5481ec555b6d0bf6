import type { Plan } from "../../model/plan";
import type { DnsOutputs, FoundationOutputs, LoadBalancerOutputs, ServicesOutputs } from "../core/stack-outputs";

/** What a public domain needs: the name, its zone and certificates, and something that answers. */
export interface PublicEndpoint {
  readonly domain: string;
  readonly dns: DnsOutputs;
  readonly loadBalancer: LoadBalancerOutputs;
}

/** null when the plan has nothing public. */
export function publicEndpoint(
  plan: Plan,
  { foundation, services }: { readonly foundation: FoundationOutputs; readonly services: ServicesOutputs },
): PublicEndpoint | null {
  const { domain } = plan.environment;
  const { dns } = foundation;
  const { loadBalancer } = services;
  if (!plan.edge.hasPublicEndpoint || domain === null || dns === null || loadBalancer === null) return null;
  return { domain, dns, loadBalancer };
}
