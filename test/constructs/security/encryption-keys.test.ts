import { type Resources, synthFoundation } from "../../support/foundation-stacks";

const KEY_TYPE = "aws_kms_key";

describe("encryption keys", () => {
  let keys: Resources;

  beforeAll(() => {
    keys = synthFoundation().foundation;
  });

  it("are one per purpose, and one for topics in us-east-1 and in the recovery region each", () => {
    expect(keys.ids(KEY_TYPE)).toEqual([
      "artifacts_key",
      "backup_key",
      "data_key",
      "global_messaging_key",
      "logs_key",
      "messaging_key",
      "recovery_messaging_key",
    ]);
    expect(keys.get(KEY_TYPE, "global_messaging_key").region).toBe("us-east-1");
    expect(keys.get(KEY_TYPE, "recovery_messaging_key").region).toBe("eu-central-1");
    expect(keys.get(KEY_TYPE, "messaging_key")).not.toHaveProperty("region");
  });

  it("are one for topics in us-east-1 where that is the recovery region too: both would have one alias", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.environments.production.recoveryRegion = "us-east-1";
    });
    expect(foundation.ids(KEY_TYPE)).not.toContain("recovery_messaging_key");
    expect(outputs.recoveryMessagingKeyArn).toBe(outputs.globalMessagingKeyArn);
    const hidden = synthFoundation("production", (tree) => {
      tree.environments.production.recoveryRegion = "us-east-1";
      delete tree.environments.production.domain;
    });
    expect(hidden.foundation.ids(KEY_TYPE)).toContain("recovery_messaging_key");
    expect(hidden.foundation.ids(KEY_TYPE)).not.toContain("global_messaging_key");
  });

  it("rotate, wait 30 days before deletion, and are never destroyed", () => {
    for (const key of keys.all(KEY_TYPE)) {
      expect(key).toMatchObject({
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it("admit nobody without a condition but the account itself and EventBridge", () => {
    const open = keys.ids(KEY_TYPE).flatMap((id) =>
      keys
        .statements(KEY_TYPE, id)
        .filter(({ Condition }) => Condition === undefined)
        .map(({ Sid }) => `${id} ${Sid}`),
    );
    expect(open).toEqual([
      "artifacts_key AccountAdministration",
      "backup_key AccountAdministration",
      "data_key AccountAdministration",
      "global_messaging_key AccountAdministration",
      "global_messaging_key Events",
      "logs_key AccountAdministration",
      "messaging_key AccountAdministration",
      "messaging_key Events",
      "recovery_messaging_key AccountAdministration",
      "recovery_messaging_key Events",
    ]);
  });

  it("open the logs key to the account's log groups and to its one trail", () => {
    expect(keys.statement(KEY_TYPE, "logs_key", "LogGroups")).toMatchObject({
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Condition: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111122223333:log-group:*" },
      },
    });
    expect(keys.statement(KEY_TYPE, "logs_key", "AuditTrail").Condition).toMatchObject({
      StringEquals: {
        "aws:SourceArn":
          "arn:aws:cloudtrail:eu-west-1:111122223333:trail/ecommerce-operational-excellence-production-trail",
      },
    });
  });

  it("open the data key to Auto Scaling's service-linked role, which need not exist yet", () => {
    const grants = keys.statement(KEY_TYPE, "data_key", "AutoScalingVolumeGrants");
    expect(grants).toMatchObject({ Principal: { AWS: "*" }, Action: "kms:CreateGrant" });
    expect(grants.Condition).toEqual({
      StringEquals: { "kms:CallerAccount": "111122223333" },
      ArnEquals: {
        "aws:PrincipalArn":
          "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      },
      Bool: { "kms:GrantIsForAWSResource": "true" },
    });
  });

  it("are made for backups only where something is backed up", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.requirements = { ...tree.requirements, recovery: undefined };
    });
    expect(foundation.ids(KEY_TYPE)).not.toContain("backup_key");
    expect(outputs.backupKeyArn).toBeNull();
  });

  it("let another account use those of backups where it gets copies, and no other key", () => {
    const { foundation } = synthFoundation("production", (tree) => {
      tree.recovery = { backup: { crossAccountVault: "arn:aws:backup:eu-west-1:999988887777:backup-vault:central" } };
    });
    const shared = foundation
      .ids(KEY_TYPE)
      .filter((id) => JSON.stringify(foundation.statements(KEY_TYPE, id)).includes("arn:aws:iam::999988887777:root"));
    expect(shared).toEqual(["backup_key", "data_key"]);
    expect(foundation.statement(KEY_TYPE, "data_key", "BackupAccountGrants").Condition).toEqual({
      Bool: { "kms:GrantIsForAWSResource": "true" },
    });
  });

  it("leave CloudTrail out where the organisation has its own", () => {
    const { foundation } = synthFoundation("production", (tree) => {
      tree.security = { cloudTrail: false };
    });
    const sids = foundation.statements(KEY_TYPE, "logs_key").map(({ Sid }) => Sid);
    expect(sids).toEqual(["AccountAdministration", "LogGroups", "LogDelivery", "ThreatFindings"]);
  });

  it("have aliases that people and runbooks can call them by", () => {
    const { evidence } = synthFoundation();
    const handles = evidence.resources.filter(({ role }) => role === "kms-key").map((key) => key.handles);
    expect(handles).toContainEqual({
      alias: "alias/ecommerce-operational-excellence-production-data",
      region: "eu-west-1",
    });
    for (const region of ["us-east-1", "eu-central-1"]) {
      expect(handles).toContainEqual({
        alias: "alias/ecommerce-operational-excellence-production-messaging",
        region,
      });
    }
  });
});

describe("existing keys", () => {
  const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;

  it("are used, and only the topics of us-east-1 and of the recovery region still need one there", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      const keys = { data: arn("d"), logs: arn("l"), messaging: arn("m"), artifacts: arn("a"), backup: arn("b") };
      tree.security = { existing: { keys } };
    });
    expect(foundation.ids(KEY_TYPE)).toEqual(["global_messaging_key", "recovery_messaging_key"]);
    expect(outputs.keyArns).toEqual({ data: arn("d"), logs: arn("l"), messaging: arn("m"), artifacts: arn("a") });
    expect(outputs.backupKeyArn).toBe(arn("b"));
  });

  it("serve everywhere when nothing is public", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      delete tree.environments.production.domain;
    });
    expect(foundation.ids(KEY_TYPE)).not.toContain("global_messaging_key");
    expect(outputs.globalMessagingKeyArn).toBe(outputs.keyArns.messaging);
  });
});
