import { TRAIL_METRICS } from "../../../src/constructs/security/trail-metrics";
import { reference, type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";

describe("the security stack", () => {
  let production: SynthesisedFoundation;

  beforeAll(() => {
    production = synthFoundation();
  });

  it("switches on GuardDuty with the protections of what plans are made of", () => {
    const features = production.security.all("aws_guardduty_detector_feature");
    expect(Object.fromEntries(features.map(({ name, status }) => [name, status]))).toEqual({
      EBS_MALWARE_PROTECTION: "ENABLED",
      EKS_AUDIT_LOGS: "DISABLED",
      LAMBDA_NETWORK_LOGS: "ENABLED",
      RDS_LOGIN_EVENTS: "ENABLED",
      RUNTIME_MONITORING: "ENABLED",
      S3_DATA_EVENTS: "ENABLED",
    });
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
    ["publicAccessBlock", /public_access/],
    ["securityHub", /securityhub/],
    ["inspector", /inspector/],
    ["passwordPolicy", /password_policy/],
    ["ebsEncryption", /ebs_(default|encryption)/],
    ["cloudTrail", /cloudtrail|log_/],
    ["configRules", /config|iam_role_policy_attachment/],
  ])("leaves out %s when it is switched off, and nothing else", (setting, types) => {
    const { security } = synthFoundation("production", (tree) => {
      tree.security = { [setting]: false };
    });
    expect(security.types()).toEqual(production.security.types().filter((type) => !types.test(type)));
  });

  it("asks of passwords what the rule IAM_PASSWORD_POLICY of AWS Config asks for by default", () => {
    expect(production.security.get("aws_iam_account_password_policy", "password_policy")).toMatchObject({
      require_uppercase_characters: true,
      require_lowercase_characters: true,
      require_symbols: true,
      require_numbers: true,
      minimum_password_length: 14,
      password_reuse_prevention: 24,
      max_password_age: 90,
    });
    const rules = production.security
      .all("aws_config_config_rule")
      .map(({ source }) => source as { source_identifier: string });
    expect(rules.map(({ source_identifier: rule }) => rule)).toContain("IAM_PASSWORD_POLICY");
  });

  it("keeps what GuardDuty finds below its prefix of the log bucket, encrypted", () => {
    expect(production.security.get("aws_guardduty_publishing_destination", "guardduty_findings")).toMatchObject({
      destination_arn: expect.stringMatching(/\/guardduty$/),
      kms_key_arn: expect.stringContaining("aws_kms_key_logs_key_arn"),
    });
    const put = production.foundation.statement("aws_s3_bucket_policy", "log_bucket_policy", "ThreatFindings");
    expect(put.Resource).toMatch(/\/guardduty\/\*$/);
    expect(put.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:guardduty:eu-west-1:111122223333:detector/*" },
    });
  });

  it("judges by the foundations, and by PCI DSS where the plan is under it", () => {
    const arns = (compliance: readonly string[]) =>
      synthFoundation("production", (tree) => {
        tree.requirements = { ...tree.requirements, compliance };
      })
        .security.all("aws_securityhub_standards_subscription")
        .map(({ standards_arn }) => standards_arn);
    const foundations = [
      "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
    ];
    expect(arns(["sox", "gdpr"])).toEqual(foundations);
    expect(arns(["pci-dss"])).toEqual([...foundations, "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1"]);
  });

  it("scans images, and instances and functions where there are any", () => {
    const types = (change?: Parameters<typeof synthFoundation>[1]) =>
      synthFoundation("production", change).security.get("aws_inspector2_enabler", "inspector").resource_types;
    const fargate = (tree: { services: { runtime: string; slos?: { sli: string }[] }[] }) => {
      for (const service of tree.services) {
        service.runtime = "ecs-fargate";
        service.slos = [];
      }
    };
    expect(types((tree) => fargate(tree as never))).toEqual(["ECR"]);
    expect(types()).toContain("EC2");
  });

  it("looks for sensitive data in the buckets that hold some, by name", () => {
    const { security, foundation } = synthFoundation("production", (tree) => {
      tree.dataStores = [
        ...tree.dataStores,
        { name: "contracts", engine: "s3", data: { personalData: true } },
        { name: "pictures", engine: "s3" },
      ];
    });
    expect(security.get("aws_macie2_classification_job", "macie_job").s3_job_definition).toEqual({
      bucket_criteria: {
        includes: {
          and: [
            {
              simple_criterion: {
                key: "S3_BUCKET_NAME",
                comparator: "EQ",
                values: [expect.stringMatching(/-store-cont/)],
              },
            },
          ],
        },
      },
    });
    expect(foundation.statement("aws_kms_key", "data_key", "SensitiveDataDiscovery").Action).toBe("kms:Decrypt");
    expect(production.security.types().filter((type) => /macie/.test(type))).toEqual([]);
  });

  it("watches the recovery region too where something stands by in it, and brings its findings home", () => {
    const { security } = synthFoundation("production", (tree) => {
      tree.environments.production.recoveryRegion = "eu-central-1";
      tree.requirements.recovery = { rpo: "15m", rto: "1h", failover: "automated" };
    });
    const there = { region: "eu-central-1" };
    expect(security.get("aws_guardduty_detector", "recovery_guardduty_detector")).toMatchObject(there);
    expect(security.get("aws_accessanalyzer_analyzer", "recovery_access_analyzer")).toMatchObject(there);
    expect(security.get("aws_ebs_encryption_by_default", "recovery_ebs_encryption")).toMatchObject(there);
    expect(security.ids("aws_ebs_default_kms_key")).toEqual(["ebs_key"]);
    expect(security.get("aws_securityhub_finding_aggregator", "security_hub_aggregator").specified_regions).toEqual([
      "eu-central-1",
    ]);
    expect(production.security.ids("aws_guardduty_detector")).toEqual(["guardduty_detector"]);
  });

  it("looks for the rotation of each secret of a service, and of no parameter", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/pay-AbCdEf";
    const { security } = synthFoundation("production", (tree) => {
      tree.services[0].secrets = { PAY: `${arn}:key::`, MAIL: "arn:aws:ssm:eu-west-1:111122223333:parameter/mail" };
      tree.services[1].secrets = { PAY_AGAIN: arn };
    });
    const rules = security
      .all("aws_config_config_rule")
      .filter(({ source }) => JSON.stringify(source).includes("SECRETSMANAGER_ROTATION_ENABLED_CHECK"));
    expect(rules.map(({ scope }) => scope)).toEqual([
      { compliance_resource_id: arn, compliance_resource_types: ["AWS::SecretsManager::Secret"] },
    ]);
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
