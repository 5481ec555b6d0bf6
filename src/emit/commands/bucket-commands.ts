import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";

/** The filter of request metrics over all objects, as the bucket's construct names it. */
const ALL_OBJECTS = "all";

export function bucketMetric(bucket: string, name: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/S3",
    name,
    dimensions: [dimension("BucketName", bucket), dimension("FilterId", ALL_OBJECTS)],
    statistic,
    region,
  });
}

/** Whether the bucket is closed, encrypted and versioned. */
export function bucketProtection(bucket: string, region: string): string {
  return [
    aws("s3api get-public-access-block", { bucket }, region),
    aws("s3api get-bucket-encryption", { bucket }, region),
    aws("s3api get-bucket-versioning", { bucket }, region),
  ].join("\n");
}

/** The newest objects below a prefix. */
export function newestObjects(bucket: string, region: string): string {
  return aws(
    "s3api list-objects-v2",
    {
      bucket,
      "max-items": "1000",
      query: "reverse(sort_by(Contents,&LastModified))[:10].{key:Key,at:LastModified,bytes:Size}",
    },
    region,
  );
}
