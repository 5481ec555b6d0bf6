import type { Capability } from "../../model/capabilities";
import { handedOver } from "../../planning/handed-over";
import type { EmitContext } from "../emit-context";
import { addressCell } from "../markdown/addresses";
import type { Content } from "../markdown/inline";

const CONTROLS: readonly (readonly [string, Capability])[] = [
  ["Encryption keys", "encryption-keys"],
  ["Network flow logs", "network-logging"],
  ["Access control lists of the network", "network-acl"],
  ["Filter of what leaves the network", "egress-filter"],
  ["Private way in, by identity", "private-ingress"],
  ["TLS certificates", "tls-certificate"],
  ["Web application firewall", "web-application-firewall"],
  ["Threat detection", "threat-detection"],
  ["Standards that judge the account", "security-standard"],
  ["Vulnerability scan", "vulnerability-scan"],
  ["Search for sensitive data", "sensitive-data-discovery"],
  ["Analysis of access from outside", "access-analysis"],
  ["Block of public buckets", "public-access-block"],
  ["Disk encryption by default", "encryption-default"],
  ["Defaults of instances", "instance-default"],
  ["Password policy", "password-policy"],
  ["Rotation of secrets", "secret-rotation"],
  ["Audit trail", "audit-trail"],
  ["Image scan", "image-scan"],
  ["Backups", "backup-plan"],
  ["Locks against the deletion of backups", "backup-lock"],
  ["Copies of backups in another region", "backup-copy"],
  ["Restore tests", "restore-test"],
];

/** Each control with the addresses that provide it, or who else does. */
export function controlRows({ plan, index }: EmitContext): readonly (readonly Content[])[] {
  const given = handedOver(plan);
  return CONTROLS.map(([words, capability]) => {
    const addresses = index.providing(capability).map(({ address }) => address);
    return [words, addresses.length > 0 ? addressCell(addresses) : (given.get(capability) ?? "not generated")];
  });
}
