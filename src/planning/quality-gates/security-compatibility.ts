import type { Capability } from "../../model/capabilities";
import { handedOver } from "../handed-over";
import { fail, type GateCheck, type GateContext, pass, type QualityGate, warn } from "./gate";

const CONTROLS: readonly (readonly [Capability, string])[] = [
  ["encryption-keys", "customer-managed encryption keys"],
  ["network-logging", "network flow logs"],
  ["threat-detection", "threat detection"],
  ["access-analysis", "analysis of access from outside"],
  ["public-access-block", "block of public buckets"],
  ["encryption-default", "disk encryption by default"],
  ["audit-trail", "audit trail"],
];

const PUBLIC_CONTROLS: readonly (readonly [Capability, string])[] = [
  ["tls-certificate", "TLS certificate"],
  ["web-application-firewall", "web application firewall"],
];

/** PCI DSS 4.0, requirement 10.5.1: audit logs are kept for at least twelve months. */
const PCI_TRAIL_DAYS = 365;

export const securityCompatibility: QualityGate = {
  name: "security-compatibility",
  statement: "Confirm infrastructure strategies are compatible with security requirements and compliance standards",
  check: (context) => {
    const wanted = context.plan.edge.hasPublicEndpoint ? [...CONTROLS, ...PUBLIC_CONTROLS] : CONTROLS;
    return [...wanted.map((control) => judge(control, context)), ...compliance(context)];
  },
};

function judge([capability, words]: readonly [Capability, string], { plan, index }: GateContext): GateCheck {
  const found = index.providing(capability);
  const given = handedOver(plan).get(capability);
  if (found.length > 0) return pass(words, `${found.length} generated, ${found[0]?.address ?? ""} first`);
  if (given !== undefined) return warn(words, `not generated: ${given}; confirm it with its owner`);
  return fail(words, "nothing generated provides it");
}

function compliance({ plan }: GateContext): readonly GateCheck[] {
  const { compliance: standards } = plan.requirements;
  const { trailRetentionDays } = plan.security;
  if (standards.length === 0) return [pass("compliance", "the plan is under no standard")];
  return standards.map((standard) =>
    standard === "pci-dss" && trailRetentionDays < PCI_TRAIL_DAYS
      ? fail(standard, `audit logs are kept ${trailRetentionDays} days; PCI DSS 10.5.1 asks for ${PCI_TRAIL_DAYS}`)
      : warn(standard, "its controls are not mapped to resources: the security controls above are what is generated"),
  );
}
