import { DxGatewayAssociation } from "@cdktf/provider-aws/lib/dx-gateway-association";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { MigrationLink } from "../../../model/migration";
import { networkName } from "../../network/subnet-tier";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";
import { VirtualGateway } from "./virtual-gateway";

export interface DirectConnectLinkProps extends MigrationProps {
  readonly link: Extract<MigrationLink, { kind: "direct-connect" }>;
}

/** The VPC behind an existing Direct Connect gateway, which announces the VPC's range and no other to the other side. */
export class DirectConnectLink extends Construct {
  constructor(scope: Construct, id: string, { plan, foundation, link }: DirectConnectLinkProps) {
    super(scope, id);
    if (plan.network.kind !== "managed") throw new Error("the checks let a link of an existing network pass");
    const gateway = new VirtualGateway(this, "virtual_gateway", { plan, network: foundation });
    const association = new DxGatewayAssociation(this, "association", {
      dxGatewayId: link.gatewayId,
      associatedGatewayId: gateway.gatewayId,
      allowedPrefixes: [plan.network.cidr],
      dependsOn: [gateway.attachment],
    });
    provides(association, MIGRATION_SUBJECT, "migration-link");
    playsRole(association, MIGRATION_SUBJECT, "migration-link", {
      name: networkName(plan, "migration"),
      kind: link.kind,
    });
  }
}
