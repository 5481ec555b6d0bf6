import { VpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { VpnGatewayAttachment } from "@cdktf/provider-aws/lib/vpn-gateway-attachment";
import { VpnGatewayRoutePropagation } from "@cdktf/provider-aws/lib/vpn-gateway-route-propagation";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import type { NetworkOutputs } from "../../core/stack-outputs";
import { networkName } from "../../network/subnet-tier";

export interface VirtualGatewayProps {
  readonly plan: Plan;
  readonly network: NetworkOutputs;
}

/**
 * The VPC's side of a link. Routes of the other side reach the private and isolated subnets by themselves; nothing
 * public has any business there.
 */
export class VirtualGateway extends Construct {
  readonly gatewayId: string;
  /** What must stand before anything is connected to it. */
  readonly attachment: VpnGatewayAttachment;

  constructor(scope: Construct, id: string, { plan, network }: VirtualGatewayProps) {
    super(scope, id);
    const gateway = new VpnGateway(this, "gateway", { tags: { Name: networkName(plan, "migration") } });
    this.attachment = new VpnGatewayAttachment(this, "attachment", {
      vpcId: network.vpcId,
      vpnGatewayId: gateway.id,
    });
    this.gatewayId = gateway.id;
    for (const { name, routeTableId } of network.innerRouteTables) {
      new VpnGatewayRoutePropagation(this, `propagation_${name}`, {
        vpnGatewayId: gateway.id,
        routeTableId,
        // A route table takes routes of a gateway only when that is attached to its VPC.
        dependsOn: [this.attachment],
      });
    }
  }
}
