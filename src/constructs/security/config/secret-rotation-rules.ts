import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { detects, playsRole, provides } from "../../../evidence/declare";
import { enabledTicket, type Plan } from "../../../model/plan";
import { byName } from "../../compute/by-name";
import { secretReference } from "../../compute/secret-reference";
import { resourceName } from "../../core/names";
import { SECURITY_SUBJECT } from "../security-subject";

/** AWS Config allows 128 characters for a rule's name (PutConfigRule). */
const NAME_MAX_LENGTH = 128;

/** Regions without the rule (AWS Config developer guide): Mexico and Taipei. */
const MISSING_IN: readonly string[] = ["mx-central-1", "ap-east-2"];

/**
 * A rule for each secret of a service, which is somebody else's to rotate. By secret rather than for the account: the
 * secrets that AWS services keep for themselves, such as those of EventBridge connections, never rotate and would hide
 * the plan's own. Parameters of Systems Manager have no rotation to look for.
 */
export function secretRotationRules(scope: Construct, plan: Plan, dependsOn: readonly TerraformResource[]): void {
  if (MISSING_IN.includes(plan.environment.region)) return;
  for (const { service, variable, arn } of rotatedSecrets(plan)) {
    // Names of services hold no `_`, so that no two pairs of service and variable meet.
    const name = `${service}_${variable}`;
    const ruleName = resourceName(plan, ["secret-rotation", name], NAME_MAX_LENGTH);
    const rule = new ConfigConfigRule(scope, `rule_secret_rotation_${name}`, {
      name: ruleName,
      description: `the secret ${variable} of ${service} rotates by itself`,
      source: { owner: "AWS", sourceIdentifier: "SECRETSMANAGER_ROTATION_ENABLED_CHECK" },
      scope: { complianceResourceTypes: ["AWS::SecretsManager::Secret"], complianceResourceId: arn },
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    provides(rule, SECURITY_SUBJECT, "configuration-rule", "secret-rotation");
    playsRole(rule, SECURITY_SUBJECT, "config-rule", { name: ruleName });
    if (enabledTicket(plan, "compliance_deviation_identified")) {
      detects(rule, SECURITY_SUBJECT, "compliance_deviation_identified");
    }
  }
}

interface RotatedSecret {
  readonly service: string;
  readonly variable: string;
  readonly arn: string;
}

/** Secrets of Secrets Manager in the plan's region, each under the service and variable that first name it. */
function rotatedSecrets({ services, environment }: Plan): readonly RotatedSecret[] {
  const found = new Map<string, RotatedSecret>();
  for (const service of services) {
    for (const [variable, text] of byName(service.secrets)) {
      const { store, region, arn } = secretReference(text);
      if (store !== "secretsmanager" || region !== environment.region || found.has(arn)) continue;
      found.set(arn, { service: service.name, variable, arn });
    }
  }
  return [...found.values()];
}
