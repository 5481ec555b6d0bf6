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
  return globalDatabases(plan).length === 0 ? [] : [rotationFailed(plan)];
}

function rotationFailed(plan: Plan): EventSource {
  // Any of the plan's: a pattern has no room for each of many. Secrets Manager ends the ARN in six characters of its own.
  const secrets = planArn(plan, "secretsmanager", `secret:${masterSecretName(plan, { name: "*" })}-*`);
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
        additionalEventData: { SecretId: [{ wildcard: secrets }] },
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
