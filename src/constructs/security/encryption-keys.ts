import type { Construct } from "constructs";
import { hasBackups } from "../../model/backed-up-stores";
import { GLOBAL_REGION } from "../../model/global-region";
import type { KeyPurpose, Plan } from "../../model/plan";
import type { FoundationOutputs } from "../core/stack-outputs";
import { EncryptionKey } from "./encryption-key";

type KeyOutputs = Pick<
  FoundationOutputs,
  "keyArns" | "backupKeyArn" | "globalMessagingKeyArn" | "recoveryMessagingKeyArn"
>;

/** One key per purpose, or the existing one that the plan names. */
export function encryptionKeys(scope: Construct, plan: Plan): KeyOutputs {
  const keyArns = {
    data: keyArn(scope, plan, "data"),
    logs: keyArn(scope, plan, "logs"),
    messaging: keyArn(scope, plan, "messaging"),
    artifacts: keyArn(scope, plan, "artifacts"),
  };
  const backup = backupKeyArn(scope, plan);
  const globalMessaging = globalMessagingKeyArn(scope, plan, keyArns.messaging);
  return {
    keyArns,
    backupKeyArn: backup,
    globalMessagingKeyArn: globalMessaging,
    recoveryMessagingKeyArn: recoveryMessagingKeyArn(scope, plan, globalMessaging),
  };
}

/**
 * Keys of the recovery region. Its topics' key stands there already. Pipelines and their artefacts stay in the plan's
 * own region, and their key with them.
 */
export function standbyKeys(scope: Construct, there: Plan, primary: KeyOutputs): KeyOutputs {
  const { recoveryMessagingKeyArn: messaging } = primary;
  if (messaging === null) throw new Error("the foundation has no messaging key in the recovery region");
  return {
    ...primary,
    keyArns: {
      data: keyArn(scope, there, "data"),
      logs: keyArn(scope, there, "logs"),
      messaging,
      artifacts: primary.keyArns.artifacts,
    },
  };
}

function keyArn(scope: Construct, plan: Plan, purpose: KeyPurpose): string {
  const existing = plan.security.keys[purpose];
  return existing ?? new EncryptionKey(scope, purpose, { plan, purpose, region: plan.environment.region }).arn;
}

/** The vault of the recovery region has a key of its own there, made beside it. */
function backupKeyArn(scope: Construct, plan: Plan): string | null {
  return hasBackups(plan) ? keyArn(scope, plan, "backup") : null;
}

/**
 * A topic takes keys of its own region only. An existing messaging key belongs to the plan's region, so the topics
 * beside CloudFront and Route 53 get a key of their own then too.
 */
function globalMessagingKeyArn(scope: Construct, plan: Plan, messaging: string): string {
  if (!hasGlobalTopics(plan)) return messaging;
  return new EncryptionKey(scope, "global_messaging", { plan, purpose: "messaging", region: GLOBAL_REGION }).arn;
}

/**
 * Alarms of the recovery region tell people through topics of that region, whatever has become of the plan's own. Where
 * that is us-east-1, the topics beside CloudFront and Route 53 serve both, with their key.
 */
function recoveryMessagingKeyArn(scope: Construct, plan: Plan, globalMessaging: string): string | null {
  const { recovery, environment } = plan;
  if (recovery === null || recovery.region === null || environment.site === "recovery") return null;
  if (recovery.region === GLOBAL_REGION && hasGlobalTopics(plan)) return globalMessaging;
  return new EncryptionKey(scope, "recovery_messaging", { plan, purpose: "messaging", region: recovery.region }).arn;
}

/** Whether us-east-1 has topics beside those of the plan's own region. */
function hasGlobalTopics({ edge, environment }: Plan): boolean {
  return edge.hasPublicEndpoint && environment.region !== GLOBAL_REGION;
}
