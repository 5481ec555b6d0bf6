import { ENVIRONMENT_NAME_MAX_LENGTH, PLAN_NAME_MAX_LENGTH } from "../../../src/model/names";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";

const NAME = "ecommerce-operational-excellence";
const stack = synthIncidentStack(blueprintPlan("production"));
const pattern = (id: string): Json => JSON.parse(stack.at(`aws_cloudwatch_event_rule.${id}_rule`).event_pattern);
const ticket = (id: string): string =>
  stack.at(`aws_cloudwatch_event_target.${id}_ticket_target`).input_transformer.input_template;

describe("events that open tickets", () => {
  it("are API calls that switch monitoring off and that AWS did not refuse", () => {
    const { detail, "detail-type": type } = pattern("monitoring_gap");
    expect(type).toEqual(["AWS API Call via CloudTrail"]);
    expect(detail.errorCode).toEqual([{ exists: false }]);
    const calls = detail.$or.flatMap(({ eventSource, eventName }: Json) =>
      eventName.map((name: string) => `${eventSource[0].split(".")[0]} ${name}`),
    );
    expect(calls).toEqual([
      "cloudtrail StopLogging",
      "cloudtrail DeleteTrail",
      "cloudtrail UpdateTrail",
      "guardduty DeleteDetector",
      "guardduty StopMonitoringMembers",
      "guardduty UpdateDetector",
      "config StopConfigurationRecorder",
      "config DeleteConfigurationRecorder",
      "config DeleteDeliveryChannel",
      "config DeleteConfigRule",
      "ec2 DeleteFlowLogs",
      "access-analyzer DeleteAnalyzer",
      "monitoring DeleteAlarms",
      "monitoring DisableAlarmActions",
      "events DeleteRule",
      "events DisableRule",
      "logs DeleteLogGroup",
    ]);
    expect(detail.$or[2].requestParameters).toEqual({ enable: [false] });
    expect(ticket("monitoring_gap")).toContain('"subject":[<service>]');
  });

  it("are API calls that switch a scan off, by a rule of their own", () => {
    const { detail } = pattern("protection_gap");
    expect(detail.errorCode).toEqual([{ exists: false }]);
    const calls = detail.$or.flatMap(({ eventSource, eventName }: Json) =>
      eventName.map((name: string) => `${eventSource[0].split(".")[0]} ${name}`),
    );
    expect(calls).toEqual([
      "securityhub DisableSecurityHub",
      "securityhub BatchDisableStandards",
      "inspector2 Disable",
      "macie2 DisableMacie",
      "macie2 UpdateMacieSession",
      "guardduty DeletePublishingDestination",
      "s3 DeleteAccountPublicAccessBlock",
      "ec2 DisableEbsEncryptionByDefault",
      "ec2 DisableSnapshotBlockPublicAccess",
      "ec2 EnableSerialConsoleAccess",
    ]);
    expect(ticket("protection_gap")).toContain('"subject":[<service>]');
  });

  it("are broken configuration rules of the plan, one ticket a rule", () => {
    expect(pattern("compliance_deviation").detail).toMatchObject({
      configRuleName: [{ prefix: `${NAME}-production-` }],
      newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
    });
    expect(ticket("compliance_deviation")).toContain('"subject":[<rule>]');
  });

  it("are critical and high vulnerabilities of the plan's images and instances", () => {
    const found = pattern("vulnerability_found").detail;
    expect(found).toMatchObject({ severity: ["CRITICAL", "HIGH"], status: ["ACTIVE"] });
    expect(found.$or[0]).toEqual({ resources: { tags: { plan: [NAME], environment: ["production"] } } });
    // With Inspector the registry reports no scans of its own.
    expect(Object.keys(stack.all("aws_cloudwatch_event_rule"))).not.toContain("image_vulnerable_rule");
  });

  it("read every value that they use, and no other", () => {
    const targets = Object.values(stack.all("aws_cloudwatch_event_target")).filter(
      ({ target_id: id }) => id === "ticket",
    );
    expect(targets.length).toBe(11);
    for (const { input_transformer: transformer } of targets) {
      const used = [...transformer.input_template.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      expect(new Set(used)).toEqual(new Set(Object.keys(transformer.input_paths)));
      // Values stand alone: EventBridge does not escape what stands between quotes.
      expect(JSON.parse(transformer.input_template.replace(/<\w+>/g, "0"))).toBeTruthy();
    }
  });

  it("have patterns within the 2,048 characters of EventBridge, however long the names are", () => {
    const environment = "e".repeat(ENVIRONMENT_NAME_MAX_LENGTH);
    const longest = synthIncidentStack({
      ...blueprintPlan("production", (tree) => {
        tree.metadata.name = "p".repeat(PLAN_NAME_MAX_LENGTH);
      }),
      environment: { ...blueprintPlan("production").environment, name: environment },
    });
    for (const [id, { event_pattern: text }] of Object.entries(longest.all("aws_cloudwatch_event_rule"))) {
      expect([id, text.length <= 2048]).toEqual([id, true]);
    }
  });
});

describe("master secrets of global databases", () => {
  const replicated = (pattern: string) =>
    synthIncidentStack(
      blueprintPlan("production", (tree) => {
        tree.environments.production.recoveryRegion = "eu-central-1";
        tree.recovery = { ...tree.recovery, pattern };
      }),
    );

  it("open a ticket with the runbook of rotation when they could not be rotated", () => {
    const live = replicated("warm-standby");
    expect(JSON.parse(live.at("aws_cloudwatch_event_rule.rotation_failed_rule").event_pattern)).toEqual({
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: {
        eventSource: ["secretsmanager.amazonaws.com"],
        eventName: ["RotationFailed"],
        additionalEventData: {
          SecretId: [
            { wildcard: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${NAME}-production-*-master-*` },
          ],
        },
      },
    });
    const target = (id: string) => live.at(`aws_cloudwatch_event_target.rotation_failed_${id}`).input_transformer;
    expect(target("ticket_target").input_template).toContain("runbooks/rotate.md");
    expect(target("target").input_template).toContain("was not rotated");
  });

  it("are RDS's to rotate where no database is a global one", () => {
    expect(Object.keys(replicated("backup-and-restore").all("aws_cloudwatch_event_rule"))).not.toContain(
      "rotation_failed_rule",
    );
  });
});
