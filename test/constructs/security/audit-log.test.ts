import { auditQueries } from "../../../src/constructs/security/audit-queries";
import { type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";
import { AUDITOR, underStandards } from "../../support/standards-plan";

const PLAN = "ecommerce-operational-excellence-production";
const AUDIT = `arn:aws:s3:::${PLAN}-audit-111122223333`;
const TRAIL = `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${PLAN}-trail`;

describe("audit logs of a plan under standards", () => {
  let stacks: SynthesisedFoundation;

  beforeAll(() => {
    stacks = synthFoundation("production", underStandards());
  });

  it("have a bucket of their own that is locked for seven years and hot for three months", () => {
    const { security } = stacks;
    expect(security.get("aws_s3_bucket", "audit_log_bucket")).toMatchObject({
      bucket: `${PLAN}-audit-111122223333`,
      object_lock_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(security.get("aws_s3_bucket_object_lock_configuration", "audit_log_bucket_object_lock").rule).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 2557 },
    });
    expect(security.get("aws_s3_bucket_lifecycle_configuration", "audit_log_bucket_lifecycle").rule).toContainEqual(
      expect.objectContaining({
        transition: [{ days: 90, storage_class: "GLACIER_IR" }],
        expiration: [{ days: 2558 }],
      }),
    );
    expect(security.get("aws_cloudtrail", "audit_trail")).toMatchObject({
      s3_bucket_name: "${aws_s3_bucket.audit_log_bucket.bucket}",
      depends_on: ["aws_iam_role_policy.audit_role_policy", "aws_s3_bucket_policy.audit_log_bucket_policy"],
    });
  });

  it.each(["audit_log_bucket_policy", "audit_query_results_bucket_policy"])(
    "%s: nobody deletes, and only auditors read",
    (id) => {
      const { security } = stacks;
      expect(security.statement("aws_s3_bucket_policy", id, "NobodyDeletes")).toEqual({
        Sid: "NobodyDeletes",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
        Resource: [expect.stringMatching(/^arn:aws:s3:::[\w-]+$/), expect.stringMatching(/\/\*$/)],
      });
      expect(security.statement("aws_s3_bucket_policy", id, "OnlyAuditorsRead")).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Condition: {
          ArnNotLike: { "aws:PrincipalArn": [AUDITOR] },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      });
    },
  );

  it("are written by the plan's trail, into this bucket and no longer into the log bucket", () => {
    const { security, foundation } = stacks;
    expect(security.statement("aws_s3_bucket_policy", "audit_log_bucket_policy", "AuditTrail")).toMatchObject({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${AUDIT}/cloudtrail/AWSLogs/111122223333/*`,
      Condition: { StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" } },
    });
    const sids = foundation.statements("aws_s3_bucket_policy", "log_bucket_policy").map(({ Sid }) => Sid);
    expect(sids).not.toContain("AuditTrail");
    expect(
      foundation.statement("aws_s3_bucket_policy", "log_bucket_policy", "S3AccessLogs").Condition?.ArnLike?.[
        "aws:SourceArn"
      ],
    ).toEqual(expect.arrayContaining([AUDIT, expect.stringMatching(/-audit-resu/)]));
    expect(foundation.statement("aws_kms_key", "logs_key", "AuditBucketDefault").Condition).toEqual({
      StringEquals: { "aws:SourceArn": TRAIL, "kms:EncryptionContext:aws:s3:arn": AUDIT },
    });
  });

  it("let auditors of other accounts in by role, and those of this one by their own policies", () => {
    const outside = "arn:aws:iam::999988887777:role/assessors/*";
    const { security, foundation } = synthFoundation(
      "production",
      underStandards((tree) => {
        tree.security.auditLog.readers.push(outside);
      }),
    );
    const expected = {
      Principal: { AWS: ["arn:aws:iam::999988887777:root"] },
      Condition: { ArnLike: { "aws:PrincipalArn": [outside] } },
    };
    const sid = "AuditorsOfOtherAccounts";
    expect(security.statement("aws_s3_bucket_policy", "audit_log_bucket_policy", sid)).toMatchObject(expected);
    expect(foundation.statement("aws_kms_key", "logs_key", sid)).toMatchObject({ ...expected, Action: "kms:Decrypt" });
    const own = stacks.security.statements("aws_s3_bucket_policy", "audit_log_bucket_policy").map(({ Sid }) => Sid);
    expect(own).not.toContain(sid);
  });

  it("record management calls, sensitive stores of both regions, and access to themselves without their own writing", () => {
    const selectors = stacks.security.get("aws_cloudtrail", "audit_trail").advanced_event_selector as readonly {
      readonly name: string;
      readonly field_selector: readonly Record<string, unknown>[];
    }[];
    const field = (name: string, wanted: string) =>
      selectors.find((one) => one.name === name)?.field_selector.find(({ field }) => field === wanted);
    expect(selectors.map(({ name }) => name)).toEqual([
      "Management events",
      "Objects with personal or cardholder data",
      "Items with personal or cardholder data",
      "Access to audit logs",
    ]);
    expect(field("Objects with personal or cardholder data", "resources.ARN")?.starts_with).toEqual([
      // S3's 63 characters cut the store's name short.
      expect.stringMatching(new RegExp(`^arn:aws:s3:::${PLAN}-store-invo-[0-9a-f]{8}/$`)),
      expect.stringMatching(new RegExp(`^arn:aws:s3:::${PLAN}-recovery-s-[0-9a-f]{8}/$`)),
    ]);
    // A table that is made there from a backup has a name of its own, a replica has the table's.
    expect(field("Items with personal or cardholder data", "resources.ARN")?.equals).toEqual(
      ["eu-west-1", "eu-central-1"].flatMap((region) =>
        ["profiles", "recovery-profiles"].map(
          (name) => `arn:aws:dynamodb:${region}:111122223333:table/${PLAN}-${name}`,
        ),
      ),
    );
    const names = field("Access to audit logs", "eventName")?.equals as readonly string[];
    expect(names).toContain("GetObject");
    expect(names.filter((name) => /^PutObject$|Upload/.test(name))).toEqual([]);
  });

  it("raise an alarm when their bucket is changed", () => {
    const { pattern } = stacks.security.get("aws_cloudwatch_log_metric_filter", "audit_audit_log_changes");
    expect(pattern).toContain(`$.requestParameters.bucketName = "${PLAN}-audit-111122223333"`);
    expect(pattern).toContain("$.eventName = PutBucketPolicy");
    expect(String(pattern).length).toBeLessThanOrEqual(1024);
  });

  it("are a table by region and day, as long as they are kept, with results that Athena encrypts", () => {
    const { parameters, partition_keys } = stacks.security.get("aws_glue_catalog_table", "audit_query_table") as {
      parameters: Record<string, string>;
      partition_keys: readonly { name: string }[];
    };
    expect(partition_keys.map(({ name }) => name)).toEqual(["region", "day"]);
    expect(parameters["projection.day.range"]).toBe("NOW-2557DAYS,NOW");
    // Terraform turns `$${` into `${`, which is Athena's to fill.
    expect(parameters["storage.location.template"]).toMatch(
      /\/cloudtrail\/AWSLogs\/111122223333\/CloudTrail\/\$\$\{region\}\/\$\$\{day\}$/,
    );
    expect(stacks.security.get("aws_athena_workgroup", "audit_query_workgroup").configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      result_configuration: { encryption_configuration: { encryption_option: "SSE_KMS" } },
    });
    expect(stacks.security.ids("aws_athena_named_query")).toEqual([
      "audit_query_access_changes",
      "audit_query_audit_log_access",
      "audit_query_changes",
      "audit_query_data_access",
      "audit_query_failed_sign_ins",
      "audit_query_root_use",
    ]);
  });
});

describe("audit logs", () => {
  it("stay in the log bucket of a plan that asks for nothing more", () => {
    const { security, foundation } = synthFoundation();
    expect(security.ids("aws_s3_bucket")).toEqual([]);
    expect(security.types()).not.toContain("aws_athena_workgroup");
    expect(security.get("aws_cloudtrail", "audit_trail")).not.toHaveProperty("advanced_event_selector");
    expect(security.get("aws_cloudtrail", "audit_trail")).not.toHaveProperty("insight_selector");
    expect(foundation.statements("aws_s3_bucket_policy", "log_bucket_policy").map(({ Sid }) => Sid)).toContain(
      "AuditTrail",
    );
  });

  it("go where a central bucket is named, whose owner locks it", () => {
    const { security } = synthFoundation(
      "production",
      underStandards((tree) => {
        tree.security.existing = { logBucket: "central-logs" };
      }),
    );
    expect(security.ids("aws_s3_bucket")).toEqual([]);
    expect(security.get("aws_cloudtrail", "audit_trail").s3_bucket_name).toBe("central-logs");
  });

  it("of an organisation come from all of its accounts, below its own folder", () => {
    const { security } = synthFoundation("production", (tree) => {
      tree.security = { auditLog: { organizationTrail: true, organizationId: "o-exampleorgid" } };
    });
    expect(security.get("aws_cloudtrail", "audit_trail").is_organization_trail).toBe(true);
    expect(
      security.statement("aws_s3_bucket_policy", "audit_log_bucket_policy", "OrganizationAuditTrail"),
    ).toMatchObject({ Resource: `${AUDIT}/cloudtrail/AWSLogs/o-exampleorgid/*` });
    expect(security.statement("aws_iam_role_policy", "audit_role_policy", "Write").Resource).toEqual([
      expect.stringMatching(/:log-stream:111122223333_CloudTrail_eu-west-1\*$/),
      expect.stringMatching(/:log-stream:o-exampleorgid_\*$/),
    ]);
    const { parameters } = security.get("aws_glue_catalog_table", "audit_query_table") as {
      parameters: Record<string, string>;
    };
    expect(parameters["projection.account.type"]).toBe("injected");
    expect(parameters["storage.location.template"]).toMatch(
      /AWSLogs\/o-exampleorgid\/\$\$\{account\}\/CloudTrail\/\$\$\{region\}/,
    );
    // Without a lock the bucket is ready for one: Object Lock cannot be added to a bucket by replacing it.
    expect(security.get("aws_s3_bucket", "audit_log_bucket").object_lock_enabled).toBe(true);
    expect(security.ids("aws_s3_bucket_object_lock_configuration")).toEqual([]);
  });
});

describe("audit queries", () => {
  const names = { database: "shop_audit", table: "trail", auditBucket: "shop-audit", account: null };

  it("name the days that they read, and ask for data only where there are stores to ask of", () => {
    const queries = auditQueries({ ...names, buckets: [], tables: [] });
    expect(queries.map(({ name }) => name)).not.toContain("data-access");
    for (const { sql } of queries) {
      expect(sql).toContain('FROM "shop_audit"."trail"');
      expect(sql).toContain("day >= date_format(current_date - interval '30' day, '%Y/%m/%d')");
      expect(sql).not.toMatch(/[$%]\{/);
    }
    const [access] = auditQueries({ ...names, buckets: ["a"], tables: ["b"] });
    expect(access?.sql).toContain(
      "(json_extract_scalar(requestparameters, '$.bucketName') IN ('a') OR json_extract_scalar(requestparameters, '$.tableName') IN ('b'))",
    );
  });

  it("name the account in an organisation's trail, whose partitions want one", () => {
    for (const { sql } of auditQueries({ ...names, account: "111122223333", buckets: [], tables: [] })) {
      expect(sql).toContain("WHERE account = '111122223333'\n  AND day");
    }
  });
});
