import { managedRules } from "../../../src/constructs/security/config/managed-rules";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";

const NAME = "ecommerce-operational-excellence-production";

function identifiers(change?: Parameters<typeof blueprintPlan>[1]): readonly string[] {
  return managedRules(blueprintPlan("production", change)).map(({ identifier }) => identifier);
}

describe("AWS Config", () => {
  let production: SynthesisedFoundation;

  beforeAll(() => {
    production = synthFoundation();
  });

  it("records all but network interfaces once it can deliver, and judges once it records", () => {
    const { security } = production;
    expect(security.get("aws_config_configuration_recorder", "configuration_recorder").recording_group).toEqual({
      all_supported: false,
      exclusion_by_resource_types: [{ resource_types: ["AWS::EC2::NetworkInterface"] }],
      recording_strategy: [{ use_only: "EXCLUSION_BY_RESOURCE_TYPES" }],
    });
    expect(security.get("aws_config_delivery_channel", "configuration_delivery")).toMatchObject({
      s3_key_prefix: "config",
      depends_on: ["aws_config_configuration_recorder.configuration_recorder"],
    });
    expect(security.get("aws_config_configuration_recorder_status", "configuration_recording")).toMatchObject({
      is_enabled: true,
      depends_on: ["aws_config_delivery_channel.configuration_delivery"],
    });
    for (const rule of security.all("aws_config_config_rule")) {
      expect(rule).toMatchObject({
        name: expect.stringMatching(new RegExp(`^${NAME}-`)),
        source: { owner: "AWS" },
        depends_on: ["aws_config_configuration_recorder_status.configuration_recording"],
      });
    }
  });

  it("delivers below its prefix and nowhere else", () => {
    const { Resource } = production.security.statement("aws_iam_role_policy", "configuration_policy", "Deliver");
    expect(Resource).toMatch(/\/config\/AWSLogs\/111122223333\/Config\/\*$/);
  });

  it("declares each rule by name, and as a detector of deviations", () => {
    const rules = production.evidence.resources.filter(({ role }) => role === "config-rule");
    expect(rules.length).toBe(production.security.ids("aws_config_config_rule").length);
    for (const { capabilities, detects } of rules) {
      expect([capabilities, detects]).toEqual([["configuration-rule"], ["compliance_deviation_identified"]]);
    }
  });

  it("uses the organisation's recorder where there is one", () => {
    const { security, foundation } = synthFoundation("production", (tree) => {
      tree.security = { existing: { configRecorder: true } };
    });
    expect(security.ids("aws_config_configuration_recorder")).toEqual([]);
    expect(security.all("aws_config_config_rule").length).toBeGreaterThan(20);
    const after = security.all("aws_config_config_rule").flatMap(({ depends_on }) => depends_on);
    expect(after).toContain("aws_guardduty_detector.guardduty_detector");
    expect(after.map(String).filter((address) => /configuration/.test(address))).toEqual([]);
    const sids = foundation.statements("aws_s3_bucket_policy", "log_bucket_policy").map(({ Sid }) => Sid);
    expect(sids).not.toContain("ConfigurationRecords");
  });
});

describe("rules", () => {
  it("fit what the plan generates", () => {
    const all = identifiers();
    for (const engine of ["RDS_STORAGE_ENCRYPTED", "ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST", "DYNAMODB_PITR_ENABLED"]) {
      expect(all).toContain(engine);
    }
    const bare = identifiers((tree) => {
      tree.dataStores = [];
      for (const service of tree.services) delete service.uses;
      delete tree.delivery.source;
    });
    expect(bare.filter((identifier) => /^(RDS|ELASTICACHE|DYNAMODB|SQS|ECR)_/.test(identifier))).toEqual([]);
    expect(bare).toContain("IAM_ROOT_ACCESS_KEY_CHECK");
  });

  it("look for a web ACL at the load balancer only where it is there", () => {
    expect(identifiers()).not.toContain("ALB_WAF_ENABLED");
    const direct = identifiers((tree) => {
      tree.edge = { ...tree.edge, cdn: false };
    });
    expect(direct).toContain("ALB_WAF_ENABLED");
  });

  it("look at instances only where there are any", () => {
    expect(identifiers()).toEqual(expect.arrayContaining(["EC2_IMDSV2_CHECK", "ECS_CONTAINERS_NONPRIVILEGED"]));
    const fargate = identifiers((tree) => {
      for (const service of tree.services) service.runtime = "ecs-fargate";
    });
    expect(fargate).not.toContain("EC2_IMDSV2_CHECK");
    const instances = identifiers((tree) => {
      for (const service of tree.services) service.runtime = "ec2-asg";
    });
    expect(instances).not.toContain("ECS_CONTAINERS_NONPRIVILEGED");
  });

  it("leave out what the region does not have", () => {
    const zurich = identifiers((tree) => {
      tree.environments.production.region = "eu-central-2";
    });
    expect(zurich).not.toContain("IAM_ROOT_ACCESS_KEY_CHECK");
    expect(zurich).toContain("ROOT_ACCOUNT_MFA_ENABLED");
  });

  it("have names of their own", () => {
    const all = identifiers();
    expect(new Set(all).size).toBe(all.length);
  });
});
