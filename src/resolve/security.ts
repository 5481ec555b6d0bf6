import { PCI_LOG_DAYS, SOX_TRAIL_DAYS } from "../model/audit-retention";
import { KEY_PURPOSES, type Security } from "../model/plan";
import { wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

export function resolveSecurity(file: PlanFile, decisions: Decisions): Security {
  const { security } = file;
  const owned = security.accountBaseline === "owned";
  const { keys, logBucket, configRecorder } = security.existing;
  return {
    accountBaseline: security.accountBaseline,
    guardDuty: owned && security.guardDuty,
    securityHub: owned && security.securityHub,
    inspector: owned && security.inspector,
    macie: owned && (security.macie ?? derivedMacie(file, decisions)),
    passwordPolicy: owned && security.passwordPolicy,
    accessAnalyzer: owned && security.accessAnalyzer,
    publicAccessBlock: owned && security.publicAccessBlock,
    ebsEncryption: owned && security.ebsEncryption,
    cloudTrail: owned && security.cloudTrail,
    configRules: owned && security.configRules,
    configRecorder: configRecorder ? "existing" : "managed",
    trailRetentionDays:
      security.trailRetention === undefined ? derivedRetention(file, decisions) : wholeDays(security.trailRetention),
    auditLog: {
      ...security.auditLog,
      organizationId: security.auditLog.organizationId ?? null,
      objectLock: security.auditLog.objectLock ?? derivedLock(file, decisions),
    },
    privateIngress: security.privateIngress,
    keys: Object.fromEntries(KEY_PURPOSES.map((purpose) => [purpose, keys[purpose] ?? null])) as Security["keys"],
    logBucket: logBucket ?? null,
  };
}

function derivedMacie(file: PlanFile, decisions: Decisions): boolean {
  const path = "security.macie";
  const sensitive = file.dataStores.find(
    ({ engine, data }) => engine === "s3" && (data.personalData || data.cardholderData),
  );
  return sensitive === undefined
    ? decisions.derive(path, false, "no S3 store holds personal or cardholder data")
    : decisions.derive(path, true, `the S3 store ${sensitive.name} holds personal or cardholder data`);
}

function derivedRetention({ requirements }: PlanFile, decisions: Decisions): number {
  const path = "security.trailRetention";
  return requirements.compliance.includes("sox")
    ? decisions.derive(path, SOX_TRAIL_DAYS, "SOX keeps audit records for seven years", `${SOX_TRAIL_DAYS} days`)
    : decisions.derive(
        path,
        PCI_LOG_DAYS,
        "a year, as PCI DSS asks for; no standard of the plan asks for more",
        "365 days",
      );
}

function derivedLock({ requirements }: PlanFile, decisions: Decisions): Security["auditLog"]["objectLock"] {
  const path = "security.auditLog.objectLock";
  return requirements.compliance.length === 0
    ? decisions.derive(path, "none", "the plan is under no standard")
    : decisions.derive(path, "governance", "audit logs of a plan under a standard are kept from deletion");
}
