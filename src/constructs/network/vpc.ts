import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { ManagedNetwork, Plan } from "../../model/plan";
import type { NetworkOutputs } from "../core/stack-outputs";
import { standsBy } from "../core/stands-by";
import { FlowLogs } from "./flow-logs";
import { NetworkAcls } from "./network-acls";
import { networkName } from "./subnet-tier";
import { subnets } from "./subnets";
import { VpcEndpoints } from "./vpc-endpoints";

export interface ManagedVpcProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly logsKeyArn: string;
}

/**
 * The plan's VPC with its subnets, endpoints and flow logs. Network access control lists stay at AWS's default unless
 * the plan wants a second line: security groups name each other and say more.
 */
export class ManagedVpc extends Construct {
  readonly outputs: NetworkOutputs;

  constructor(scope: Construct, id: string, { plan, network, logsKeyArn }: ManagedVpcProps) {
    super(scope, id);
    const vpc = this.createVpc(plan, network);
    const vpcId = vpc.id;
    const internetGateway = new InternetGateway(this, "internet_gateway", { vpcId, tags: { Name: networkName(plan) } });
    const made = subnets(this, { plan, network, vpcId, internetGateway, logsKeyArn });
    if (network.networkAcls === "strict") new NetworkAcls(this, "acl", { plan, network, vpc, subnets: made });
    new VpcEndpoints(this, "endpoint", {
      plan,
      network,
      vpcId,
      privateSubnetIds: made.privateSubnetIds,
      routeTableIds: made.innerRouteTables.map(({ routeTableId }) => routeTableId),
    });
    new FlowLogs(this, "flow_logs", { plan, vpcId, retentionDays: network.flowLogRetentionDays, logsKeyArn });
    const { publicSubnetIds, privateSubnetIds, isolatedSubnetIds, innerRouteTables, natAddresses } = made;
    this.outputs = { vpcId, publicSubnetIds, privateSubnetIds, isolatedSubnetIds, innerRouteTables, natAddresses };
  }

  private createVpc(plan: Plan, network: ManagedNetwork): Vpc {
    const name = networkName(plan);
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: network.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    const subject = { kind: "plan", name: "network" } as const;
    provides(vpc, subject, "network");
    standsBy(vpc, subject, plan);
    playsRole(vpc, subject, "vpc", { name });
    // Adopts the group that AWS makes with every VPC and takes its rules away: nothing may rely on it.
    new DefaultSecurityGroup(this, "default_security_group", {
      vpcId: vpc.id,
      tags: { Name: networkName(plan, "default", "unused") },
    });
    return vpc;
  }
}
