import type { S3Outputs } from "../../core/stack-outputs";
import { type Series, single } from "./metric";

/** Request metrics of an S3 store, which its filter over all objects publishes. */
export interface S3Metrics {
  readonly requests: Series;
  /** Requests that S3 answered with a 5xx, those that it turned away for their number included. */
  readonly failures: Series;
  /** Milliseconds until the first byte of the answer. */
  readonly firstByte: Series;
}

export function s3Metrics({ bucketName, filterId }: S3Outputs): S3Metrics {
  const dimensions = { BucketName: bucketName, FilterId: filterId };
  const read = (label: string, name: string, statistic: string) =>
    single(label, { namespace: "AWS/S3", name, dimensions, statistic });
  return {
    requests: read("requests", "AllRequests", "Sum"),
    failures: read("5xx answers", "5xxErrors", "Sum"),
    firstByte: read("first byte in ms", "FirstByteLatency", "Average"),
  };
}
