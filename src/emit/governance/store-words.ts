import type { DataStore } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";

/** What a store holds, as far as law and contract care. */
export function heldWords({ data }: DataStore): string {
  const held = [...(data.personalData ? ["personal data"] : []), ...(data.cardholderData ? ["cardholder data"] : [])];
  return held.length === 0 ? "neither personal nor cardholder data" : held.join(", ");
}

/** How a store is encrypted and entered. */
export function protectionWords(store: DataStore): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return "data key; TLS only; entered by IAM; no public address";
    case "redis":
      return "data key; TLS only; entered by IAM; no public address";
    case "dynamodb":
      return "data key; TLS; roles of its services only";
    case "sqs":
      return "data key; TLS only; roles of its services only";
    case "s3":
      return store.publicRead
        ? "S3's own key, since anybody may read; TLS only"
        : "data key; TLS only; public access blocked; roles of its services only";
  }
}

/** How long records stay, and what ends them. */
export function retentionWords(store: DataStore): string {
  if (store.engine === "sqs") return `${formatDuration(store.retention)}: SQS deletes messages by itself`;
  const { retention } = store.data;
  if (retention === undefined) return "no limit in the plan: kept until somebody asks";
  const period = formatDuration(retention);
  switch (store.engine) {
    case "s3":
      return `${period}: the bucket's lifecycle deletes objects by their age`;
    case "dynamodb":
      return store.ttlAttribute === undefined
        ? `${period}: by hand, as data-retention.md says; the table has no expiry attribute`
        : `${period}: DynamoDB deletes items when the time in ${store.ttlAttribute} has passed`;
    default:
      return `${period}: by hand, as data-retention.md says`;
  }
}
