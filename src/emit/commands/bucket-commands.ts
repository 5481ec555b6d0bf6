import { ALL_OBJECTS } from "../../model/all-objects";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { ask, expression, variable } from "./shell";

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

/** Objects that were deleted last: their versions are still there. */
export function newestDeletions(bucket: string, region: string): string {
  return aws(
    "s3api list-object-versions",
    {
      bucket,
      "max-items": "1000",
      query: "reverse(sort_by(DeleteMarkers[?IsLatest] || `[]`,&LastModified))[:20].[LastModified,Key,VersionId]",
    },
    region,
  );
}

/** Asks for an object's key, and shows its versions. */
export function versionsOf(bucket: string, region: string): string {
  return [
    ask("KEY", "Key of the object"),
    aws(
      "s3api list-object-versions",
      {
        bucket,
        prefix: variable("KEY"),
        "max-items": "20",
        query: "Versions[].[LastModified,VersionId,Size,IsLatest]",
        output: "table",
      },
      region,
    ),
  ].join("\n");
}

/** Takes the delete marker of an object away. */
export function undeleteObject(bucket: string, region: string): string {
  return [
    ask("KEY", "Key of the object"),
    ask("VERSION", "Version of its delete marker"),
    aws("s3api delete-object", { bucket, key: variable("KEY"), "version-id": variable("VERSION") }, region),
  ].join("\n");
}

/** Copies a version of `$KEY` over the newest one. Objects up to 5 GB (S3 API reference, CopyObject). */
export function revertObject(bucket: string, region: string): string {
  return [
    ask("VERSION", "Version to go back to"),
    aws(
      "s3api copy-object",
      {
        bucket,
        key: variable("KEY"),
        "copy-source": expression(`"${bucket}/$KEY?versionId=$VERSION"`),
        query: "VersionId",
      },
      region,
    ),
  ].join("\n");
}
