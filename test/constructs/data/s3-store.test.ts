import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthDataStack } from "../../support/data-incident-stacks";

const DATA_KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";

function bucket(store: Json, change: (tree: Json) => void = () => {}) {
  return synthDataStack(
    blueprintPlan("production", (tree) => {
      tree.dataStores.push({ name: "papers", engine: "s3", ...store });
      change(tree);
    }),
  );
}

const policyOf = (stack: ReturnType<typeof bucket>) =>
  JSON.parse(stack.at("aws_s3_bucket_policy.papers_policy").policy);

describe("an S3 store", () => {
  const closed = bucket({ data: { classification: "restricted", retention: "365d" } });

  it("is kept, versioned, encrypted with the data key and closed", () => {
    expect(closed.at("aws_s3_bucket.papers_bucket")).toMatchObject({
      object_lock_enabled: false,
      lifecycle: { prevent_destroy: true },
      tags: { classification: "restricted" },
    });
    expect(closed.at("aws_s3_bucket_versioning.papers_versioning").versioning_configuration.status).toBe("Enabled");
    expect(
      closed.at("aws_s3_bucket_server_side_encryption_configuration.papers_encryption").rule[0]
        .apply_server_side_encryption_by_default,
    ).toEqual({ sse_algorithm: "aws:kms", kms_master_key_id: DATA_KEY });
    expect(closed.at("aws_s3_bucket_public_access_block.papers_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(policyOf(closed).Statement.map(({ Sid, Effect }: Json) => [Sid, Effect])).toEqual([["TlsOnly", "Deny"]]);
  });

  it("deletes objects after the retention of its records, and old versions after 90 days", () => {
    expect(closed.at("aws_s3_bucket_lifecycle_configuration.papers_lifecycle").rule[0]).toMatchObject({
      expiration: [{ days: 365 }],
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
    });
    const kept = bucket({}).at("aws_s3_bucket_lifecycle_configuration.papers_lifecycle").rule[0];
    expect(kept).not.toHaveProperty("expiration");
  });

  it("logs its requests below its own prefix of the log bucket", () => {
    expect(closed.at("aws_s3_bucket_logging.papers_logging")).toMatchObject({ target_prefix: "s3/papers/" });
  });

  it("lets anybody read only where the plan says so, and then without a key that nobody outside may use", () => {
    const open = bucket({ publicRead: true, data: { classification: "public" } }, (tree) => {
      tree.security = { publicAccessBlock: false };
    });
    expect(policyOf(open).Statement[1]).toEqual({
      Sid: "AnybodyReads",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${open.at("aws_s3_bucket.papers_bucket").bucket}/*`,
    });
    expect(open.at("aws_s3_bucket_public_access_block.papers_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: false,
      restrict_public_buckets: false,
    });
  });

  it("locks versions for as long as the plan says", () => {
    const locked = bucket({ objectLock: { mode: "compliance", retention: "30d" } });
    expect(locked.at("aws_s3_bucket.papers_bucket").object_lock_enabled).toBe(true);
    expect(locked.at("aws_s3_bucket_object_lock_configuration.papers_object_lock").rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 30 },
    });
  });
});
