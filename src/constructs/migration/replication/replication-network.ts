import { DmsReplicationSubnetGroup } from "@cdktf/provider-aws/lib/dms-replication-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addressesOf, databaseSources } from "../../../model/migration";
import { httpsEgress, tcpPath } from "../../compute/security-group-rules";
import { resourceName } from "../../core/names";
import type { AuroraOutputs } from "../../core/stack-outputs";
import type { MigrationProps } from "../migration-props";
import { subnetGroupName } from "./replication-names";

/** EC2 allows 255 characters (CreateSecurityGroup). */
const NAME_MAX_LENGTH = 255;

const DNS_PORT = 53;

export interface ReplicationNetworkProps extends MigrationProps {
  readonly stores: readonly AuroraOutputs[];
  /** Roles that DMS needs to place its interfaces. */
  readonly roles: readonly ITerraformDependable[];
}

/**
 * Where DMS stands: the private subnets, from which it reaches the sources on their ports, the new databases on theirs,
 * and AWS over HTTPS. Nobody connects to it.
 */
export class ReplicationNetwork extends Construct {
  readonly subnetGroupId: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ReplicationNetworkProps) {
    super(scope, id);
    const { plan, foundation } = props;
    this.subnetGroupId = new DmsReplicationSubnetGroup(this, "subnets", {
      replicationSubnetGroupId: subnetGroupName(plan),
      replicationSubnetGroupDescription: `Private subnets of ${plan.name} in ${plan.environment.name}`,
      subnetIds: [...foundation.privateSubnetIds],
      dependsOn: [...props.roles],
    }).id;
    const name = resourceName(plan, ["replication"], NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Database replication of ${plan.name} in ${plan.environment.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    this.securityGroupId = group.id;
    httpsEgress(this, group.id);
    this.openSources(props);
    this.openNameServers(props);
    for (const store of props.stores) {
      tcpPath(this, {
        from: "replication",
        to: store.name,
        fromSecurityGroupId: group.id,
        toSecurityGroupId: store.securityGroupId,
        port: store.port,
        description: `Replication to and from ${store.name}`,
      });
    }
  }

  private openSources({ plan }: ReplicationNetworkProps): void {
    for (const source of databaseSources(plan)) {
      for (const range of addressesOf(plan, source)) {
        new VpcSecurityGroupEgressRule(this, `egress_${source.name}_${range.replace(/[./]/g, "_")}`, {
          securityGroupId: this.securityGroupId,
          cidrIpv4: range,
          ipProtocol: "tcp",
          fromPort: source.port,
          toPort: source.port,
          description: `${source.name} (${source.engine})`,
          tags: { Name: `replication to ${source.name}` },
        });
      }
    }
  }

  private openNameServers({ migration }: ReplicationNetworkProps): void {
    for (const server of migration.network?.dnsServers ?? []) {
      for (const protocol of ["udp", "tcp"]) {
        new VpcSecurityGroupEgressRule(this, `egress_dns_${protocol}_${server.replaceAll(".", "_")}`, {
          securityGroupId: this.securityGroupId,
          cidrIpv4: `${server}/32`,
          ipProtocol: protocol,
          fromPort: DNS_PORT,
          toPort: DNS_PORT,
          description: "Names of the sources",
          tags: { Name: "replication to name servers" },
        });
      }
    }
  }
}
