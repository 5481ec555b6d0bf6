import { hasBackups } from "../model/backed-up-stores";
import type { Capability } from "../model/capabilities";
import { KEY_PURPOSES, type Plan } from "../model/plan";

/**
 * Capabilities that the organisation provides, because the plan names what exists already, with the words that say
 * so. Nothing is generated for them, and a deliverable that needs them is not dangling.
 */
export function handedOver(plan: Plan): ReadonlyMap<Capability, string> {
  const given = new Map<Capability, string>();
  if (plan.network.kind === "existing") {
    given.set("network", `network.existing: the VPC ${plan.network.vpcId} is used as it is`);
    given.set("network-logging", `network.existing: flow logs belong to the owner of ${plan.network.vpcId}`);
    given.set("network-acl", `network.existing: access control lists belong to the owner of ${plan.network.vpcId}`);
    given.set("egress-filter", `network.existing: what may leave is up to the owner of ${plan.network.vpcId}`);
  }
  const purposes = KEY_PURPOSES.filter((purpose) => purpose !== "backup" || hasBackups(plan));
  if (purposes.every((purpose) => plan.security.keys[purpose] !== null)) {
    given.set("encryption-keys", `security.existing.keys: all ${purposes.length} keys are used as they are`);
  }
  if (plan.security.logBucket !== null) {
    const owner = `security.existing.logBucket: ${plan.security.logBucket}`;
    given.set("log-storage", owner);
    given.set("log-protection", owner);
    given.set("audit-query", owner);
  }
  if (plan.edge.certificate.kind === "existing") {
    given.set("tls-certificate", `edge.existing.certificateArn: ${plan.edge.certificate.arn}`);
  }
  for (const [capability, setting, managed] of accountBaseline(plan)) {
    if (!managed) given.set(capability, `security.${setting}: left to the organisation`);
  }
  return given;
}

function accountBaseline({ security }: Plan): readonly (readonly [Capability, string, boolean])[] {
  const owned = security.accountBaseline === "owned";
  return [
    ["threat-detection", "guardDuty", security.guardDuty],
    ["access-analysis", "accessAnalyzer", security.accessAnalyzer],
    ["public-access-block", "publicAccessBlock", security.publicAccessBlock],
    ["encryption-default", "ebsEncryption", security.ebsEncryption],
    ["audit-trail", "cloudTrail", security.cloudTrail],
    ["audit-query", "cloudTrail", security.cloudTrail],
    ["audit-alert", "cloudTrail", security.cloudTrail],
    ["log-protection", "cloudTrail", security.cloudTrail],
    ["configuration-rule", "configRules", security.configRules],
    ["conformance-pack", "configRules", security.configRules],
    ["security-standard", "securityHub", security.securityHub],
    ["vulnerability-scan", "inspector", security.inspector],
    ["password-policy", "passwordPolicy", security.passwordPolicy],
    ["instance-default", "accountBaseline", owned],
    // Without a store that asks for it, nobody looks for sensitive data.
    ...(owned ? [] : [["sensitive-data-discovery", "accountBaseline", false] as const]),
  ];
}
