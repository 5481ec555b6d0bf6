import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { networkName } from "./subnet-tier";

export interface NatGatewayProps {
  readonly plan: Plan;
  /** Label of the zone: `a`. */
  readonly zone: string;
  /** A subnet whose traffic goes to the internet gateway. */
  readonly subnetId: string;
  readonly internetGateway: InternetGateway;
}

/** The way out of a zone. */
export interface Nat {
  readonly id: string;
  /** IPv4 address that whatever leaves comes from. */
  readonly address: string;
}

/** A NAT gateway with a fixed address. */
export function natGateway(scope: Construct, props: NatGatewayProps): Nat {
  const tags = { Name: networkName(props.plan, "nat", props.zone) };
  const dependsOn = [props.internetGateway];
  const address = new Eip(scope, `nat_${props.zone}_address`, { domain: "vpc", tags, dependsOn });
  const gateway = new NatGateway(scope, `nat_${props.zone}`, {
    allocationId: address.allocationId,
    subnetId: props.subnetId,
    tags,
    dependsOn,
  });
  return { id: gateway.id, address: address.publicIp };
}
