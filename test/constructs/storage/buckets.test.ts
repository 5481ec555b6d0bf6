import { PLAN_NAME_MAX_LENGTH } from "../../../src/model/names";
import { type Resources, reference, synthFoundation } from "../../support/foundation-stacks";

const LOGS = "arn:aws:s3:::ecommerce-operational-excellence-production-logs-111122223333";

describe("buckets", () => {
  let resources: Resources;

  beforeAll(() => {
    resources = synthFoundation().foundation;
  });

  it("are two, private, owned by their owner, versioned and never destroyed", () => {
    expect(resources.ids("aws_s3_bucket")).toEqual(["artifact_bucket", "log_bucket"]);
    for (const bucket of resources.all("aws_s3_bucket")) {
      expect(bucket).toMatchObject({ lifecycle: { prevent_destroy: true } });
      expect(bucket).not.toHaveProperty("force_destroy");
    }
    for (const block of resources.all("aws_s3_bucket_public_access_block")) {
      expect(block).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
    }
    for (const controls of resources.all("aws_s3_bucket_ownership_controls")) {
      expect(controls.rule).toEqual({ object_ownership: "BucketOwnerEnforced" });
    }
    for (const versioning of resources.all("aws_s3_bucket_versioning")) {
      expect(versioning.versioning_configuration).toEqual({ status: "Enabled" });
    }
    for (const type of ["public_access_block", "ownership_controls", "versioning", "policy"]) {
      expect(resources.ids(`aws_s3_bucket_${type}`)).toHaveLength(2);
    }
  });

  it("refuse connections without TLS", () => {
    for (const id of ["artifact_bucket_policy", "log_bucket_policy"]) {
      expect(resources.statement("aws_s3_bucket_policy", id, "TlsOnly")).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    }
  });

  it("encrypt artefacts with their key, and logs as load balancers can write them", () => {
    const type = "aws_s3_bucket_server_side_encryption_configuration";
    expect(resources.get(type, "artifact_bucket_encryption").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: reference("aws_kms_key.artifacts_key.arn"),
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(resources.get(type, "log_bucket_encryption").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  it("admit six services to the log bucket, each below its own prefix", () => {
    const writers = resources
      .statements("aws_s3_bucket_policy", "log_bucket_policy")
      .filter(({ Action }) => Action === "s3:PutObject")
      .map(({ Principal, Resource }) => [Principal, Resource]);
    expect(writers).toEqual([
      [{ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }, `${LOGS}/alb/AWSLogs/111122223333/*`],
      [{ Service: "delivery.logs.amazonaws.com" }, `${LOGS}/cloudfront/*`],
      [{ Service: "cloudtrail.amazonaws.com" }, `${LOGS}/cloudtrail/AWSLogs/111122223333/*`],
      [{ Service: "config.amazonaws.com" }, `${LOGS}/config/AWSLogs/111122223333/Config/*`],
      [{ Service: "guardduty.amazonaws.com" }, `${LOGS}/guardduty/*`],
      [{ Service: "logging.s3.amazonaws.com" }, `${LOGS}/s3/*`],
    ]);
  });

  it("tie every writer but the load balancer to the account or its trail", () => {
    const free = resources
      .statements("aws_s3_bucket_policy", "log_bucket_policy")
      .filter(({ Effect }) => Effect === "Allow")
      .filter(({ Condition }) => !JSON.stringify(Condition ?? {}).includes("aws:Source"))
      .map(({ Sid }) => Sid);
    // The load balancer's account stands in the path.
    expect(free).toEqual(["LoadBalancerLogs"]);
  });

  it("keep logs for 365 days in ever cheaper storage", () => {
    const [age, markers, uploads] = resources.get("aws_s3_bucket_lifecycle_configuration", "log_bucket_lifecycle")
      .rule as readonly unknown[];
    expect(age).toMatchObject({
      transition: [
        { days: 30, storage_class: "STANDARD_IA" },
        { days: 90, storage_class: "GLACIER_IR" },
      ],
      expiration: [{ days: 365 }],
    });
    expect(markers).toMatchObject({ expiration: [{ expired_object_delete_marker: true }] });
    expect(uploads).toMatchObject({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] });
  });

  it("leave out a transition that would come when the log is gone", () => {
    const { foundation } = synthFoundation("production", (tree) => {
      tree.security = { trailRetention: "90d" };
    });
    const [age] = foundation.get("aws_s3_bucket_lifecycle_configuration", "log_bucket_lifecycle")
      .rule as readonly unknown[];
    expect(age).toMatchObject({
      transition: [{ days: 30, storage_class: "STANDARD_IA" }],
      expiration: [{ days: 90 }],
    });
  });

  it("log access to artefacts once the log bucket takes it", () => {
    expect(resources.get("aws_s3_bucket_logging", "artifact_bucket_access_logs")).toMatchObject({
      target_bucket: reference("aws_s3_bucket.log_bucket.bucket"),
      target_prefix: "s3/artifacts/",
      depends_on: ["aws_s3_bucket_policy.log_bucket_policy"],
    });
  });

  it("have names within 63 characters that hold the account, or its hash, for the longest plan", () => {
    const longest = (account: string) =>
      synthFoundation("production", (tree) => {
        tree.metadata.name = "p".repeat(PLAN_NAME_MAX_LENGTH);
        tree.environments.production.account = account;
      }).foundation.all("aws_s3_bucket");
    const [artifacts, logs] = longest("111122223333").map(({ bucket }) => String(bucket));
    expect(artifacts?.length).toBeLessThanOrEqual(63);
    expect(logs?.length).toBeLessThanOrEqual(63);
    expect(longest("444455556666").map(({ bucket }) => bucket)).not.toContain(artifacts);
  });
});

describe("an existing log bucket", () => {
  it("is used as it is", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.security = { existing: { logBucket: "central-logs" } };
    });
    expect(foundation.ids("aws_s3_bucket")).toEqual(["artifact_bucket"]);
    expect(outputs.logBucket).toEqual({
      name: "central-logs",
      arn: "arn:aws:s3:::central-logs",
      domainName: "central-logs.s3.eu-west-1.amazonaws.com",
    });
    const logging = foundation.get("aws_s3_bucket_logging", "artifact_bucket_access_logs");
    expect(logging.target_bucket).toBe("central-logs");
    expect(logging).not.toHaveProperty("depends_on");
  });
});
