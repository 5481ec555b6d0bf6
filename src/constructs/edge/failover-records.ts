import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { LoadBalancerOutputs } from "../core/stack-outputs";
import { EDGE } from "./edge-subject";

export interface FailoverRecordsProps {
  readonly zoneId: string;
  readonly name: string;
  readonly primary: RegionalTarget;
  readonly secondary: RegionalTarget;
  /** Health check that is unhealthy while the failover switch is on. */
  readonly switchHealthCheckId: string;
}

export interface RegionalTarget {
  readonly region: string;
  readonly loadBalancer: Pick<LoadBalancerOutputs, "dnsName" | "zoneId">;
}

/**
 * Addresses of a name that move to the recovery region while the failover switch is on, and at no other time: Route 53
 * does not look at the load balancers' own health. A moment without healthy targets must not send users to a region
 * whose database still follows, and a standby without tasks must not send them back.
 *
 * The primary keeps the id of the record that a plan without a recovery region has, and the secondary follows it:
 * Route 53 refuses a second record of the name while a simple one stands.
 *
 * @param id of the primary; the secondary's has `_secondary` after it
 */
export function failoverRecords(scope: Construct, id: string, props: FailoverRecordsProps): void {
  const { primary, secondary, switchHealthCheckId } = props;
  const first = new Route53Record(scope, id, {
    ...aliasRecord(props, primary),
    failoverRoutingPolicy: { type: "PRIMARY" },
    healthCheckId: switchHealthCheckId,
  });
  const second = new Route53Record(scope, `${id}_secondary`, {
    ...aliasRecord(props, secondary),
    failoverRoutingPolicy: { type: "SECONDARY" },
    dependsOn: [first],
  });
  for (const record of [first, second]) provides(record, EDGE, "dns", "failover");
}

/** For IPv4: the load balancers' subnets have no other addresses. */
function aliasRecord({ zoneId, name }: FailoverRecordsProps, { region, loadBalancer }: RegionalTarget) {
  return {
    zoneId,
    name,
    type: "A",
    setIdentifier: region,
    alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
  };
}
