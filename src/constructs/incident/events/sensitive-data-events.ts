import type { Plan, S3Store } from "../../../model/plan";
import { storeBucketName } from "../../data/store-names";
import type { EventSource } from "./event-source";

/**
 * What Macie finds (Macie user guide, types of findings). A bucket that became reachable or lost its encryption is a
 * breach of access; sensitive data is one of compliance, where the plan does not say that the store holds it. Credentials
 * belong into no bucket.
 */
export function sensitiveDataEvents(plan: Plan): readonly EventSource[] {
  return plan.security.macie ? [BUCKET_EXPOSED, unexpectedData(plan)] : [];
}

const VALUES = {
  type: "$.detail.type",
  severity: "$.detail.severity.description",
  bucket: "$.detail.resourcesAffected.s3Bucket.name",
  region: "$.region",
  id: "$.detail.id",
} as const;

const BUCKET_EXPOSED: EventSource = {
  name: "bucket-exposed",
  description: "Macie found a bucket that is less protected than before",
  severity: "high",
  pattern: { source: ["aws.macie"], "detail-type": ["Macie Finding"], detail: { category: ["POLICY"] } },
  text: {
    title: "bucket <bucket> is less protected than before",
    details: ["Macie: <type>, severity <severity>, region <region>.", "Finding <id>."],
    runbook: "security-finding",
    values: VALUES,
  },
  capabilities: ["event-notification", "security-event"],
  ticket: { name: "access_control_violation", subject: "<bucket>" },
};

function unexpectedData(plan: Plan): EventSource {
  const buckets = plan.stores.filter((store): store is S3Store => store.engine === "s3");
  const named = (holds: (store: S3Store) => boolean) =>
    buckets.filter(holds).map((store) => storeBucketName(plan, store));
  return {
    name: "unexpected-data",
    description: "Macie found data where the plan does not say that there is any",
    severity: "medium",
    pattern: {
      source: ["aws.macie"],
      "detail-type": ["Macie Finding"],
      detail: {
        category: ["CLASSIFICATION"],
        $or: [
          { type: ["SensitiveData:S3Object/Credentials"] },
          outside(
            "Personal",
            named(({ data }) => data.personalData),
          ),
          outside(
            "Financial",
            named(({ data }) => data.cardholderData),
          ),
          outside(
            "Multiple",
            named(({ data }) => data.personalData && data.cardholderData),
          ),
        ],
      },
    },
    text: {
      title: "unexpected data in <bucket>: <type>",
      details: ["Macie: severity <severity>, region <region>.", "Finding <id>."],
      runbook: "security-finding",
      values: VALUES,
    },
    capabilities: ["event-notification", "security-event"],
    ticket: { name: "compliance_deviation_identified", subject: "<bucket>" },
  };
}

function outside(kind: string, buckets: readonly string[]) {
  const elsewhere =
    buckets.length === 0 ? {} : { resourcesAffected: { s3Bucket: { name: [{ "anything-but": buckets }] } } };
  return { type: [`SensitiveData:S3Object/${kind}`], ...elsewhere };
}
