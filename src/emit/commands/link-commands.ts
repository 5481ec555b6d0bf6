import type { MigrationLink } from "../../model/migration";
import { aws } from "./aws";

/** Whether the other side can be reached; null where the link is somebody else's. */
export function linkState(link: MigrationLink, name: string | undefined, region: string): string | null {
  if (link.kind === "site-to-site-vpn" && name !== undefined) return tunnels(name, region);
  if (link.kind === "direct-connect") {
    return aws(
      "directconnect describe-virtual-interfaces",
      {
        query: `virtualInterfaces[?directConnectGatewayId=='${link.gatewayId}'].[virtualInterfaceId,virtualInterfaceState,bgpPeers[].bgpStatus]`,
        output: "json",
      },
      region,
    );
  }
  return null;
}

/** Both tunnels of the VPN. */
function tunnels(name: string, region: string): string {
  return aws(
    "ec2 describe-vpn-connections",
    {
      filters: `Name=tag:Name,Values=${name}`,
      query: "VpnConnections[].VgwTelemetry[].[OutsideIpAddress,Status,StatusMessage,LastStatusChange]",
      output: "table",
    },
    region,
  );
}

/** What the other side's gateway is set up with; the keys themselves stand in the secret that it names. */
export function tunnelSettings(name: string, region: string): string {
  return aws(
    "ec2 describe-vpn-connections",
    {
      filters: `Name=tag:Name,Values=${name}`,
      query:
        "VpnConnections[0].{id:VpnConnectionId,keys:PreSharedKeyArn,tunnels:Options.TunnelOptions[].OutsideIpAddress}",
    },
    region,
  );
}
