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

/** Sarbanes-Oxley Act, section 802 (17 CFR 210.2-06): audit records are kept for seven years. */
const SOX_TRAIL_DAYS = 7 * 365 + 2;

/** PCI DSS 4.0.1, requirement 10.5.1: twelve months, of which three are at hand. What we keep without a standard too. */
const PCI_TRAIL_DAYS = 365;

function derivedRetention({ requirements }: PlanFile, decisions: Decisions): number {
  const path = "security.trailRetention";
  return requirements.compliance.includes("sox")
    ? decisions.derive(path, SOX_TRAIL_DAYS, "SOX keeps audit records for seven years", `${SOX_TRAIL_DAYS} days`)
    : decisions.derive(
        path,
        PCI_TRAIL_DAYS,
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
