import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { linkRanges } from "../../../model/migration";
import { resourceName } from "../../core/names";
import { networkName } from "../../network/subnet-tier";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";

/** EC2 allows 255 characters (CreateSecurityGroup). */
const NAME_MAX_LENGTH = 255;

/** What an agent uses towards a VPC endpoint and its interfaces: data, and control (DataSync user guide, network requirements). */
const PORTS = [
  { name: "data", from: 443, to: 443 },
  { name: "control", from: 1024, to: 1064 },
] as const;

/**
 * DataSync within the VPC, so that files travel over the link rather than over the internet. Agents that are activated
 * with it reach it, and nothing else, from the ranges on the other side. One zone: DataSync takes one subnet.
 */
export class TransferEndpoint extends Construct {
  constructor(scope: Construct, id: string, { plan, foundation }: MigrationProps) {
    super(scope, id);
    const name = resourceName(plan, ["file-transfer"], NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: "DataSync: agents on the other side of the link",
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    for (const range of linkRanges(plan)) {
      for (const { name: use, from, to } of PORTS) {
        new VpcSecurityGroupIngressRule(this, `ingress_${use}_${range.replace(/[./]/g, "_")}`, {
          securityGroupId: group.id,
          description: `DataSync agents: ${use}`,
          cidrIpv4: range,
          ipProtocol: "tcp",
          fromPort: from,
          toPort: to,
          tags: { Name: `DataSync agents: ${use}` },
        });
      }
    }
    const endpoint = new VpcEndpoint(this, "endpoint", {
      vpcId: foundation.vpcId,
      serviceName: `com.amazonaws.${plan.environment.region}.datasync`,
      vpcEndpointType: "Interface",
      subnetIds: foundation.privateSubnetIds.slice(0, 1),
      securityGroupIds: [group.id],
      privateDnsEnabled: true,
      tags: { Name: networkName(plan, "datasync") },
    });
    provides(endpoint, MIGRATION_SUBJECT, "file-transfer");
  }
}
