import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { NetworkAcl, type NetworkAclIngress } from "@cdktf/provider-aws/lib/network-acl";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { ManagedNetwork, Plan } from "../../model/plan";
import { type AclRule, tierRules } from "./acl-rules";
import { networkName, type Tier } from "./subnet-tier";
import type { Subnets } from "./subnets";

/** Rules are tried by number; the steps leave room for one by hand in an emergency. */
const RULE_STEP = 10;

export interface NetworkAclsProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly vpc: Vpc;
  readonly subnets: Subnets;
}

/** An access control list before each tier, and none of its own for what stands in no tier. */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, { plan, network, vpc, subnets }: NetworkAclsProps) {
    super(scope, id);
    const rules = tierRules(plan, network);
    const members: readonly (readonly [Tier, readonly string[]])[] = [
      ["public", subnets.publicSubnetIds],
      ["private", subnets.privateSubnetIds],
      ["isolated", subnets.isolatedSubnetIds],
      ["firewall", subnets.firewallSubnetIds],
      ["nat", subnets.natSubnetIds],
    ];
    const lists = members
      .filter(([, subnetIds]) => subnetIds.length > 0)
      .map(([tier, subnetIds]) => {
        const list = new NetworkAcl(this, tier, {
          vpcId: vpc.id,
          subnetIds: [...subnetIds],
          ingress: rules[tier].ingress.map(aclRule),
          egress: rules[tier].egress.map(aclRule),
          tags: { Name: networkName(plan, tier) },
        });
        provides(list, { kind: "plan", name: "network" }, "network-acl");
        return list;
      });
    // Adopts the list that AWS makes with every VPC and takes its rules away. After the others: until then the subnets of
    // a network that had none are on it.
    const unused = new DefaultNetworkAcl(this, "default", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      tags: { Name: networkName(plan, "default", "unused") },
      // A subnet that somebody adds by hand falls to it, where nothing passes.
      lifecycle: { ignoreChanges: ["subnet_ids"] },
      dependsOn: lists,
    });
    provides(unused, { kind: "plan", name: "network" }, "network-acl");
  }
}

function aclRule({ cidr, protocol, ports: [from, to] }: AclRule, index: number): NetworkAclIngress {
  const common = { ruleNo: (index + 1) * RULE_STEP, action: "allow", protocol, cidrBlock: cidr };
  return protocol === "icmp"
    ? { ...common, fromPort: 0, toPort: 0, icmpType: from, icmpCode: to }
    : { ...common, fromPort: from, toPort: to };
}
