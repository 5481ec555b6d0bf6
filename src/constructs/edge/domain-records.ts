import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import { EDGE } from "./edge-subject";

export interface AliasTarget {
  readonly dnsName: string;
  readonly zoneId: string;
  /** Whether Route 53 looks at the target's own health: load balancers have one, distributions do not. */
  readonly evaluateTargetHealth: boolean;
}

/** Address records of the domain, for IPv4 and, where the target has it, IPv6. */
export function domainRecords(
  scope: Construct,
  props: {
    readonly zoneId: string;
    readonly domain: string;
    readonly target: AliasTarget;
    readonly ipv6: boolean;
  },
): void {
  const { zoneId, domain, target } = props;
  for (const type of props.ipv6 ? ["A", "AAAA"] : ["A"]) {
    const record = new Route53Record(scope, `record_${type.toLowerCase()}`, {
      zoneId,
      name: domain,
      type,
      alias: {
        name: target.dnsName,
        zoneId: target.zoneId,
        evaluateTargetHealth: target.evaluateTargetHealth,
      },
    });
    provides(record, EDGE, "dns");
  }
}
