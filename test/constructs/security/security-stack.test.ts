import { TRAIL_METRICS } from "../../../src/constructs/security/trail-metrics";
import { reference, type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";

describe("the security stack", () => {
  let production: SynthesisedFoundation;

  beforeAll(() => {
    production = synthFoundation();
  });

  it("switches on GuardDuty with the protections of what plans are made of", () => {
    const features = production.security.all("aws_guardduty_detector_feature");
    expect(features.map(({ name }) => name).sort()).toEqual([
      "EBS_MALWARE_PROTECTION",
      "RDS_LOGIN_EVENTS",
      "RUNTIME_MONITORING",
      "S3_DATA_EVENTS",
    ]);
    expect(features.every(({ status }) => status === "ENABLED")).toBe(true);
    expect(
      production.security.get("aws_guardduty_detector_feature", "guardduty_runtime_monitoring")
        .additional_configuration,
    ).toContainEqual({ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" });
  });

  it("blocks public buckets and encrypts volumes by default, with the data key", () => {
    expect(production.security.get("aws_s3_account_public_access_block", "public_access_block")).toMatchObject({
      account_id: "111122223333",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(production.security.get("aws_ebs_encryption_by_default", "ebs_encryption").enabled).toBe(true);
    expect(production.security.get("aws_ebs_default_kms_key", "ebs_key").key_arn).toContain("aws_kms_key_data_key_arn");
  });

  it("trails all regions with digests, encrypted, below the prefix that the bucket opens", () => {
    expect(production.security.get("aws_cloudtrail", "audit_trail")).toMatchObject({
      name: "ecommerce-operational-excellence-production-trail",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      s3_key_prefix: "cloudtrail",
      kms_key_id: expect.stringContaining("aws_kms_key_logs_key_arn"),
      depends_on: ["aws_iam_role_policy.audit_role_policy"],
    });
  });

  it("lets CloudTrail write its own streams of its own log group, and asks for no source account", () => {
    const { security } = production;
    expect(security.statements("aws_iam_role_policy", "audit_role_policy")).toEqual([
      {
        Sid: "Write",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${reference("aws_cloudwatch_log_group.audit_log_group.arn")}:log-stream:111122223333_CloudTrail_eu-west-1*`,
      },
    ]);
    const trust = security.statement("aws_iam_role", "audit_role", "AssumedByService", "assume_role_policy");
    expect(trust).not.toHaveProperty("Condition");
  });

  it("counts nine kinds of event in the trail", () => {
    const filters = production.security.all("aws_cloudwatch_log_metric_filter");
    expect(filters).toHaveLength(9);
    expect(production.security.get("aws_cloudwatch_log_metric_filter", "audit_root_use")).toMatchObject({
      name: "ecommerce-operational-excellence-production-root-use",
      metric_transformation: {
        namespace: "opsplan/ecommerce-operational-excellence/production/security",
        name: "RootUse",
        value: "1",
      },
    });
  });

  it("claims every capability of the account's baseline", () => {
    const claimed = new Set(production.evidence.resources.flatMap(({ capabilities }) => capabilities));
    for (const capability of [
      "threat-detection",
      "access-analysis",
      "public-access-block",
      "encryption-default",
      "audit-trail",
    ] as const) {
      expect(claimed).toContain(capability);
    }
  });

  it.each([
    ["guardDuty", /guardduty/],
    ["accessAnalyzer", /accessanalyzer/],
    ["publicAccessBlock", /public_access_block/],
    ["ebsEncryption", /ebs/],
    ["cloudTrail", /cloudtrail|log_/],
    ["configRules", /config|iam_role_policy_attachment/],
  ])("leaves out %s when it is switched off, and nothing else", (setting, types) => {
    const { security } = synthFoundation("production", (tree) => {
      tree.security = { [setting]: false };
    });
    expect(security.types()).toEqual(production.security.types().filter((type) => !types.test(type)));
  });

  it("is empty where the organisation owns the account's baseline", () => {
    const { security } = synthFoundation("production", (tree) => {
      tree.security = { accountBaseline: "existing" };
    });
    expect(security.types()).toEqual([]);
  });
});

describe("TRAIL_METRICS", () => {
  it("have names and metrics of their own", () => {
    expect(new Set(TRAIL_METRICS.map(({ name }) => name)).size).toBe(TRAIL_METRICS.length);
    expect(new Set(TRAIL_METRICS.map(({ metricName }) => metricName)).size).toBe(TRAIL_METRICS.length);
  });

  it("have patterns that CloudWatch Logs takes and Terraform leaves alone", () => {
    for (const { pattern } of TRAIL_METRICS) {
      expect(pattern.length).toBeLessThanOrEqual(1024);
      expect(pattern).not.toMatch(/[$%]\{/);
    }
  });
});
