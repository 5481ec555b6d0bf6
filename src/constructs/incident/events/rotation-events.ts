import { globalDatabases } from "../../../model/global-databases";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { masterSecretName } from "../../data/store-names";
import type { EventSource } from "./event-source";

/**
 * Master secrets of global databases that could not be rotated. CloudTrail delivers what Secrets Manager says of it, while
 * a trail is on (Secrets Manager user guide, CloudTrail entries and EventBridge). RDS retries the secrets that it manages.
 */
export function rotationEvents(plan: Plan): readonly EventSource[] {
  const stores = globalDatabases(plan);
  return stores.length === 0 ? [] : [rotationFailed(plan, stores.map((store) => masterSecretName(plan, store)).sort())];
}

function rotationFailed(plan: Plan, names: readonly string[]): EventSource {
  return {
    name: "rotation-failed",
    description: "The master secret of a global database was not rotated",
    severity: "high",
    pattern: {
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: {
        eventSource: ["secretsmanager.amazonaws.com"],
        eventName: ["RotationFailed"],
        // Six characters of Secrets Manager's own end the ARN.
        additionalEventData: {
          SecretId: names.map((name) => ({ prefix: planArn(plan, "secretsmanager", `secret:${name}-`) })),
        },
      },
    },
    text: {
      title: "secret <secret> was not rotated",
      details: ["Its function failed at <time> in <region>. The old password stays in use, and keeps working."],
      runbook: "rotate",
      values: { secret: "$.detail.additionalEventData.SecretId", time: "$.time", region: "$.region" },
    },
    capabilities: ["event-notification"],
    ticket: { name: "compliance_deviation_identified", subject: "<secret>" },
  };
}
