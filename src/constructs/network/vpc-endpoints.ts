import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { ManagedNetwork, Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { endpointPolicy } from "./endpoint-policies";
import { networkName } from "./subnet-tier";

const HTTPS_PORT = 443;

/** EC2's limit on a security group's name. */
const SECURITY_GROUP_NAME_MAX_LENGTH = 255;

export interface VpcEndpointsProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  /** Tables whose traffic to S3 and DynamoDB takes the gateway endpoints: private and isolated. */
  readonly routeTableIds: readonly string[];
}

/** Ways to AWS services that do not leave the VPC, for the account's own principals and resources. */
export class VpcEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    for (const service of ["s3", "dynamodb"]) this.gateway(service, props);
    if (props.network.interfaceEndpoints.length === 0) return;
    const group = this.securityGroup(props);
    for (const service of props.network.interfaceEndpoints) this.interface(service, group, props);
  }

  private gateway(service: string, { plan, vpcId, routeTableIds }: VpcEndpointsProps): void {
    const endpoint = new VpcEndpoint(this, service, {
      vpcId,
      serviceName: serviceName(plan, service),
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      policy: endpointPolicy(plan, service),
      tags: { Name: networkName(plan, service) },
    });
    provides(endpoint, { kind: "plan", name: "network" }, "network");
  }

  private interface(service: string, group: SecurityGroup, { plan, vpcId, privateSubnetIds }: VpcEndpointsProps): void {
    const endpoint = new VpcEndpoint(this, service.replaceAll(".", "_"), {
      vpcId,
      serviceName: serviceName(plan, service),
      vpcEndpointType: "Interface",
      subnetIds: [...privateSubnetIds],
      securityGroupIds: [group.id],
      privateDnsEnabled: true,
      policy: endpointPolicy(plan, service),
      tags: { Name: networkName(plan, service.replaceAll(".", "-")) },
    });
    provides(endpoint, { kind: "plan", name: "network" }, "network");
  }

  /** Endpoints only answer, so the group lets nothing out. */
  private securityGroup({ plan, network, vpcId }: VpcEndpointsProps): SecurityGroup {
    const name = resourceName(plan, ["endpoints"], SECURITY_GROUP_NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: "Interface endpoints: HTTPS from within the VPC",
      vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from within the VPC",
      cidrIpv4: network.cidr,
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
    });
    return group;
  }
}

function serviceName(plan: Plan, service: string): string {
  return `com.amazonaws.${plan.environment.region}.${service}`;
}
