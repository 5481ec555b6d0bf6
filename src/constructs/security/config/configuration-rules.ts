import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { detects, playsRole, provides } from "../../../evidence/declare";
import { enabledTicket, type Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { SECURITY_SUBJECT } from "../security-subject";
import { inPacks } from "./conformance-packs";
import { type ManagedRule, managedRules } from "./managed-rules";

/** AWS Config allows 128 characters for a rule's name (PutConfigRule). */
const NAME_MAX_LENGTH = 128;

/** Rules of AWS Config for what the plan generates and no conformance pack holds; a resource that breaks one opens a ticket (see compliance-events). */
export function configurationRules(scope: Construct, plan: Plan, dependsOn: readonly TerraformResource[]): void {
  const packed = inPacks(plan);
  addRules(
    scope,
    plan,
    managedRules(plan).filter(({ identifier }) => !packed.has(identifier)),
    dependsOn,
  );
}

/** Any rules of the plan's region. */
export function addRules(
  scope: Construct,
  plan: Plan,
  rules: readonly ManagedRule[],
  dependsOn: readonly TerraformResource[],
): void {
  for (const { name, identifier, words, parameters, resource } of rules) {
    const ruleName = resourceName(plan, [name], NAME_MAX_LENGTH);
    const rule = new ConfigConfigRule(scope, `rule_${name.replaceAll("-", "_")}`, {
      name: ruleName,
      description: words,
      source: { owner: "AWS", sourceIdentifier: identifier },
      ...(Object.keys(parameters).length === 0 ? {} : { inputParameters: JSON.stringify(parameters) }),
      ...(resource === undefined
        ? {}
        : { scope: { complianceResourceTypes: [resource.type], complianceResourceId: resource.id } }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    provides(rule, SECURITY_SUBJECT, "configuration-rule");
    playsRole(rule, SECURITY_SUBJECT, "config-rule", { name: ruleName });
    if (enabledTicket(plan, "compliance_deviation_identified")) {
      detects(rule, SECURITY_SUBJECT, "compliance_deviation_identified");
    }
  }
}
