import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { VpnConnectionRoute } from "@cdktf/provider-aws/lib/vpn-connection-route";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { linkRanges, type MigrationLink } from "../../../model/migration";
import { keptLogGroup } from "../../core/kept-log-group";
import { networkName } from "../../network/subnet-tier";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";
import { tunnelAlarms } from "./tunnel-alarms";
import { VirtualGateway } from "./virtual-gateway";
import { tunnelOptions } from "./vpn-tunnels";

/** EC2's type of an IPsec VPN; there is no other. */
const IPSEC = "ipsec.1";

/** Largest ASN that fits EC2's first field; larger ones have a field of their own (CreateCustomerGateway). */
const ASN_MAX = 2_147_483_647;

export interface VpnLinkProps extends MigrationProps {
  readonly link: Extract<MigrationLink, { kind: "site-to-site-vpn" }>;
}

/**
 * A site-to-site VPN of two tunnels. AWS makes their keys and keeps them in Secrets Manager: what Terraform reads back,
 * and its state, holds the secret's ARN alone.
 */
export class VpnLink extends Construct {
  constructor(scope: Construct, id: string, props: VpnLinkProps) {
    super(scope, id);
    const { plan, foundation, link } = props;
    const gateway = new VirtualGateway(this, "virtual_gateway", { plan, network: foundation });
    const name = networkName(plan, "migration");
    const connection = new VpnConnection(this, "connection", {
      type: IPSEC,
      customerGatewayId: this.customerGateway(props).id,
      vpnGatewayId: gateway.gatewayId,
      staticRoutesOnly: link.routing === "static",
      presharedKeyStorage: "SecretsManager",
      ...tunnelOptions(this.logGroup(props).arn),
      tags: { Name: name },
    });
    if (link.routing === "static") {
      for (const range of linkRanges(plan)) {
        new VpnConnectionRoute(this, `route_${range.replace(/[./]/g, "_")}`, {
          vpnConnectionId: connection.id,
          destinationCidrBlock: range,
        });
      }
    }
    provides(connection, MIGRATION_SUBJECT, "migration-link");
    playsRole(connection, MIGRATION_SUBJECT, "migration-link", { name, kind: link.kind });
    tunnelAlarms(this, connection.id, props);
  }

  private customerGateway({ plan, link }: VpnLinkProps): CustomerGateway {
    const { address, asn } = link.customerGateway;
    return new CustomerGateway(this, "customer_gateway", {
      type: IPSEC,
      ipAddress: address,
      ...(asn > ASN_MAX ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) }),
      tags: { Name: networkName(plan, "migration") },
      // The connection is moved to the next gateway before this one goes.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** Below `/aws/vendedlogs/` one entry in the account's resource policy serves all groups. */
  private logGroup({ plan, foundation }: VpnLinkProps): CloudwatchLogGroup {
    const name = `/aws/vendedlogs/vpn/${plan.name}/${plan.environment.name}/migration`;
    const group = keptLogGroup(this, "log_group", {
      subject: MIGRATION_SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    playsRole(group, MIGRATION_SUBJECT, "log-group", { name });
    return group;
  }
}
