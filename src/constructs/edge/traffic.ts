import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { LoadBalancerOutputs, StandbyOutputs } from "../core/stack-outputs";
import { Accelerator } from "./accelerator";
import type { CdnOrigin } from "./cdn";
import type { AliasTarget } from "./domain-records";
import { failoverRecords } from "./failover-records";
import type { PublicEndpoint } from "./public-endpoint";

export interface TrafficProps {
  readonly plan: Plan;
  readonly endpoint: PublicEndpoint;
  /** null without a recovery region. */
  readonly standby: StandbyOutputs | null;
  readonly logBucketName: string;
}

/** How requests get to a load balancer of one region or the other. */
export interface Traffic {
  /** Where a distribution before it finds its origin. */
  readonly origin: CdnOrigin;
  /** What the domain leads to without a distribution; null where failover records of the domain stand already. */
  readonly target: AliasTarget | null;
}

/** The way between the regions, as the plan's recovery has it. */
export function traffic(scope: Construct, props: TrafficProps): Traffic {
  const { plan, endpoint } = props;
  switch (plan.recovery?.traffic) {
    case "failover-records":
      return switchedByDns(scope, props);
    case "global-accelerator":
      return accelerated(scope, props);
    case "none":
    case undefined:
      return {
        origin: { kind: "vpc", loadBalancer: endpoint.loadBalancer },
        target: {
          dnsName: endpoint.loadBalancer.dnsName,
          zoneId: endpoint.loadBalancer.zoneId,
          evaluateTargetHealth: true,
        },
      };
  }
}

function switchedByDns(scope: Construct, { plan, endpoint, standby }: TrafficProps): Traffic {
  const { domain, dns, loadBalancer } = endpoint;
  const there = standing(standby);
  const { switchHealthCheckId } = there.standby;
  if (switchHealthCheckId === null) throw new Error("failover records have no switch");
  // The domain itself leads to the distribution, which asks for its origin by a name of its own.
  const name = plan.edge.cdn ? originName(domain) : domain;
  failoverRecords(scope, plan.edge.cdn ? "origin_a" : "record_a", {
    zoneId: dns.zoneId,
    name,
    primary: { region: plan.environment.region, loadBalancer },
    secondary: { region: there.standby.region, loadBalancer: there.loadBalancer },
    switchHealthCheckId,
  });
  return { origin: { kind: "name", dnsName: name }, target: null };
}

function accelerated(scope: Construct, { plan, endpoint, standby, logBucketName }: TrafficProps): Traffic {
  const there = standing(standby);
  const { dnsName, hostedZoneId } = new Accelerator(scope, "global", {
    plan,
    logBucketName,
    regions: [
      { id: "primary", region: plan.environment.region, loadBalancer: endpoint.loadBalancer },
      { id: "standby", region: there.standby.region, loadBalancer: there.loadBalancer },
    ],
  });
  return {
    origin: { kind: "name", dnsName },
    target: { dnsName, zoneId: hostedZoneId, evaluateTargetHealth: false },
  };
}

/** Name by which a distribution finds its origin. Inside the domain's zone, and nobody else's to register. */
function originName(domain: string): string {
  return `origin.${domain}`;
}

interface Standing {
  readonly standby: StandbyOutputs;
  readonly loadBalancer: LoadBalancerOutputs;
}

/** Traffic moves between regions only where the other one has a load balancer too. */
function standing(standby: StandbyOutputs | null): Standing {
  const loadBalancer = standby === null ? null : standby.services.loadBalancer;
  if (standby === null || loadBalancer === null) throw new Error("nothing stands in the recovery region to go to");
  return { standby, loadBalancer };
}
