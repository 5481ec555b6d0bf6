import type { Construct } from "constructs";
import type { MigrationProps } from "../migration-props";
import { DirectConnectLink } from "./direct-connect-link";
import { VpnLink } from "./vpn-link";

/** The way to the other side, unless the plan's network has one already. */
export function networkLink(scope: Construct, props: MigrationProps): void {
  const { network } = props.migration;
  if (network?.kind === "site-to-site-vpn") new VpnLink(scope, "network_link", { ...props, link: network });
  if (network?.kind === "direct-connect") new DirectConnectLink(scope, "network_link", { ...props, link: network });
}
