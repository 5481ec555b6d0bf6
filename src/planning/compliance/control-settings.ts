import { PCI_LOG_DAYS, SOX_TRAIL_DAYS } from "../../model/audit-retention";
import type { ControlSetting } from "../../model/catalogue/controls/control";
import type { DataStore, Plan } from "../../model/plan";
import { formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";

/** How a plan answers what a control asks of its settings. */
export interface SettingCheck {
  readonly holds: boolean;
  /** What the plan says, with its path: `security.trailRetention: 365 days`. */
  readonly words: string;
  /** What to write in the plan so that it holds, as an instruction. */
  readonly instruction: string;
}

export function checkSetting(plan: Plan, setting: ControlSetting): SettingCheck {
  return CHECKS[setting](plan);
}

const CHECKS: Readonly<Record<ControlSetting, (plan: Plan) => SettingCheck>> = {
  "trail-for-a-year": ({ security }) => atLeast("security.trailRetention", security.trailRetentionDays, PCI_LOG_DAYS),
  "trail-for-seven-years": ({ security }) =>
    atLeast("security.trailRetention", security.trailRetentionDays, SOX_TRAIL_DAYS),
  "logs-for-a-year": ({ observability }) =>
    atLeast("observability.logRetention", observability.logRetentionDays, PCI_LOG_DAYS),
  "flow-logs-for-a-year": ({ network }) =>
    network.kind === "existing"
      ? {
          holds: false,
          words: "network.existing: its owner keeps the flow logs",
          instruction: "show that the owner of network.existing keeps flow logs for a year",
        }
      : atLeast("network.flowLogRetention", network.flowLogRetentionDays, PCI_LOG_DAYS),
  "locked-audit-log": ({ security: { auditLog, logBucket } }) => ({
    holds: auditLog.objectLock !== "none" && logBucket === null,
    words: `security.auditLog.objectLock: ${auditLog.objectLock}`,
    instruction:
      logBucket === null
        ? "set security.auditLog.objectLock to governance"
        : "remove security.existing.logBucket, or show that its owner locks it",
  }),
  "audit-readers": ({ security: { auditLog, logBucket } }) => ({
    holds: auditLog.readers.length > 0 && logBucket === null,
    words: `security.auditLog.readers: ${auditLog.readers.join(", ")}`,
    instruction:
      logBucket === null
        ? "name the auditors' roles in security.auditLog.readers"
        : "remove security.existing.logBucket, or show that its owner lets only auditors read",
  }),
  "approved-deployments": ({ delivery }) => ({
    holds: delivery.source !== null && delivery.approval,
    words: `delivery.approval: ${delivery.approval}`,
    instruction: "set delivery.source, and delivery.approval to true",
  }),
  "retention-of-sensitive-stores": ({ stores }) => {
    const without = sensitive(stores).filter((store) => retentionOf(store) === undefined);
    return {
      holds: without.length === 0,
      words: sensitive(stores)
        .map((store) => `dataStores.${store.name}.data.retention: ${retentionOf(store) ?? "not set"}`)
        .join(", "),
      instruction: `set data.retention of ${without.map(({ name }) => name).join(", ")}`,
    };
  },
  residency: ({ requirements, environment, recovery }) => {
    const regions = requirements.residency?.regions ?? [];
    const used = [environment.region, ...(recovery?.region ? [recovery.region] : [])];
    return {
      holds: regions.length > 0 && used.every((region) => regions.includes(region)),
      words: `requirements.residency.regions: ${regions.join(", ")}`,
      instruction: `name the regions that may hold data in requirements.residency.regions; ${used.join(" and ")} are used`,
    };
  },
  "yearly-runbook-review": ({ incidents }) => ({
    holds: incidents.runbookReview.seconds <= 366 * SECONDS_PER_DAY,
    words: `incidents.runbookReview: ${formatDuration(incidents.runbookReview)}`,
    instruction: "set incidents.runbookReview to 365d or less",
  }),
};

function atLeast(path: string, days: number, least: number): SettingCheck {
  return { holds: days >= least, words: `${path}: ${days} days`, instruction: `set ${path} to ${least}d or more` };
}

/** Stores that retention is about. */
function sensitive(stores: readonly DataStore[]): readonly DataStore[] {
  return stores.filter(({ data }) => data.personalData || data.cardholderData);
}

/** A queue forgets its messages by itself, whatever the plan says of its data. */
function retentionOf(store: DataStore): string | undefined {
  if (store.engine === "sqs") return formatDuration(store.retention);
  return store.data.retention === undefined ? undefined : formatDuration(store.data.retention);
}
