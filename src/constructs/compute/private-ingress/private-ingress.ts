import type { Construct } from "constructs";
import { LatticeNetwork } from "./lattice-network";
import type { PrivateIngressProps, ServiceIngress } from "./service-ingress";
import { VerifiedAccess } from "./verified-access";

/** By service: how the plan's private way in reaches it. Empty where the plan asks for none. */
export function privateIngress(scope: Construct, props: PrivateIngressProps): ReadonlyMap<string, ServiceIngress> {
  const { plan } = props;
  const { kind, services: names } = plan.security.privateIngress;
  const services = plan.services.filter(({ name }) => names.includes(name));
  if (kind === "none" || services.length === 0) return new Map();
  const made =
    kind === "verified-access"
      ? new VerifiedAccess(scope, "private_ingress", { ...props, services })
      : new LatticeNetwork(scope, "private_ingress", { ...props, services });
  return made.ingress;
}
