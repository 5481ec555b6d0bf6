import type { VpnConnectionConfig } from "@cdktf/provider-aws/lib/vpn-connection";

/** Elliptic curves of 384 and 521 bits. RFC 6379 (Suite B) pairs AES-256 with the first; nothing weaker is accepted. */
const KEY_EXCHANGE_GROUPS = [20, 21];

/** Authenticated encryption; the hash then serves key derivation, and integrity where a peer separates the two. */
const ENCRYPTION = ["AES256-GCM-16"];
const INTEGRITY = ["SHA2-384", "SHA2-512"];

/** IKEv2 only: version 1 has no authenticated encryption of its own messages. */
const VERSIONS = ["ikev2"];

type Tunnels = Omit<VpnConnectionConfig, "customerGatewayId" | "type">;

/**
 * Both tunnels, alike. AWS offers what is listed and nothing else (Site-to-Site VPN user guide, tunnel options); it
 * starts the negotiation and renews it after silence, so that a restart of the other side needs nobody here.
 */
export function tunnelOptions(logGroupArn: string): Tunnels {
  const logOptions = {
    cloudwatchLogOptions: {
      logEnabled: true,
      logGroupArn,
      logOutputFormat: "json",
    },
  };
  return {
    tunnel1IkeVersions: VERSIONS,
    tunnel1Phase1EncryptionAlgorithms: ENCRYPTION,
    tunnel1Phase1IntegrityAlgorithms: INTEGRITY,
    tunnel1Phase1DhGroupNumbers: KEY_EXCHANGE_GROUPS,
    tunnel1Phase2EncryptionAlgorithms: ENCRYPTION,
    tunnel1Phase2IntegrityAlgorithms: INTEGRITY,
    tunnel1Phase2DhGroupNumbers: KEY_EXCHANGE_GROUPS,
    tunnel1StartupAction: "start",
    tunnel1DpdTimeoutAction: "restart",
    tunnel1LogOptions: logOptions,
    tunnel2IkeVersions: VERSIONS,
    tunnel2Phase1EncryptionAlgorithms: ENCRYPTION,
    tunnel2Phase1IntegrityAlgorithms: INTEGRITY,
    tunnel2Phase1DhGroupNumbers: KEY_EXCHANGE_GROUPS,
    tunnel2Phase2EncryptionAlgorithms: ENCRYPTION,
    tunnel2Phase2IntegrityAlgorithms: INTEGRITY,
    tunnel2Phase2DhGroupNumbers: KEY_EXCHANGE_GROUPS,
    tunnel2StartupAction: "start",
    tunnel2DpdTimeoutAction: "restart",
    tunnel2LogOptions: logOptions,
  };
}
