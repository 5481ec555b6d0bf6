import { KEY_PURPOSES, type Security } from "../model/plan";
import { wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";

export function resolveSecurity(file: PlanFile): Security {
  const { security } = file;
  const managed = security.accountBaseline === "managed";
  const { keys, logBucket, configRecorder } = security.existing;
  return {
    guardDuty: managed && security.guardDuty,
    accessAnalyzer: managed && security.accessAnalyzer,
    publicAccessBlock: managed && security.publicAccessBlock,
    ebsEncryption: managed && security.ebsEncryption,
    cloudTrail: managed && security.cloudTrail,
    configRules: managed && security.configRules,
    configRecorder: configRecorder ? "existing" : "managed",
    trailRetentionDays: wholeDays(security.trailRetention),
    keys: Object.fromEntries(KEY_PURPOSES.map((purpose) => [purpose, keys[purpose] ?? null])) as Security["keys"],
    logBucket: logBucket ?? null,
  };
}
