import type { Capability } from "../../model/capabilities";
import { STANDARD_TITLES } from "../../model/catalogue/controls/controls";
import { dollarBudget } from "../../model/cost-watch";
import type { SliKind } from "../../model/slo";
import { formatDuration, formatLatency } from "../../model/units/duration";
import { formatMoney } from "../../model/units/money";
import { formatPercentage } from "../../model/units/percentage";
import { complianceSummary, countWords } from "../../planning/compliance/compliance-summary";
import { evaluateControls } from "../../planning/compliance/evaluate-controls";
import { allSlos } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { addressCell } from "../markdown/addresses";
import { type Block, tableOr } from "../markdown/blocks";
import { type Content, link } from "../markdown/inline";
import { notMeasured } from "../slo/not-measured";

const SLOS = link("SLO.md", "SLO.md");
const CAPACITY = link("CAPACITY.md", "CAPACITY.md");
const RECOVERY = link("RECOVERY.md", "RECOVERY.md");

const POINT_CAPABILITIES: readonly Capability[] = ["backup", "backup-plan", "backup-copy", "replication"];
const TIME_CAPABILITIES: readonly Capability[] = ["standby", "failover", "restore-test", "game-day"];

/** Each requirement with the resources that serve it, or the honest word that none does. */
export function requirementTable(context: EmitContext): Block {
  const { availability, latency, recovery, capacity, budget } = context.plan.requirements;
  const rows: (readonly Content[])[] = [];
  const add = (words: string, how: Content, addresses: readonly string[]) => {
    rows.push([words, how, addresses.length === 0 ? "none" : addressCell(addresses)]);
  };
  if (availability !== undefined)
    add(
      `Availability ${formatPercentage(availability)}`,
      measures(context, "http-success", "canary-availability")
        ? ["measured by the SLOs on success, ", SLOS, "; watched by their tiers and the health check"]
        : "measured by no SLO; watched by what stands beside",
      [...alarms(context, "errors"), ...providing(context, "health-check")],
    );
  if (latency !== undefined)
    add(
      `p99 latency ${formatLatency(latency.p99)}`,
      measures(context, "http-latency")
        ? ["measured by the SLOs on latency, ", SLOS, "; watched by their tiers"]
        : "measured by no SLO; watched by what stands beside",
      alarms(context, "latency"),
    );
  if (recovery !== undefined) {
    const { pattern, region } = context.plan.recovery ?? { pattern: null, region: null };
    add(
      `Recovery point ${formatDuration(recovery.rpo)}`,
      ["what each store gives stands in ", RECOVERY, "; backups, copies and replication"],
      POINT_CAPABILITIES.flatMap((one) => providing(context, one)),
    );
    add(
      `Recovery time ${formatDuration(recovery.rto)}, ${recovery.failover} failover`,
      pattern === null || region === null
        ? ["restored within the region by runbook; added up in ", RECOVERY]
        : [`recovery by ${pattern} into ${region}; added up in `, RECOVERY, ", and shown by its exercises"],
      TIME_CAPABILITIES.flatMap((one) => providing(context, one)),
    );
  }
  for (const summary of complianceSummary(context.plan, evaluateControls(context.plan, context.evidence)))
    add(
      `Compliance: ${STANDARD_TITLES[summary.standard]}`,
      [`${summary.results.length} controls: ${countWords(summary)}; each in `, link("COMPLIANCE.md", "COMPLIANCE.md")],
      [...new Set(summary.results.flatMap(({ resources }) => resources.map(({ address }) => address)))],
    );
  if (capacity !== undefined)
    add(
      `Capacity: ${capacity.currentPeakUsers} users, growing ${capacity.growth} times`,
      ["worked out in ", CAPACITY, "; scaling within the bounds of the services, alarms near their maximum"],
      [...providing(context, "auto-scaling"), ...providing(context, "capacity-alarm")],
    );
  if (budget !== undefined)
    add(
      `Budget ${formatMoney(budget.monthly)} a month`,
      dollarBudget(context.plan) === null
        ? "in another currency than AWS's: not watched by generated resources, the owner reads the bill"
        : ["compared with the estimate in ", CAPACITY, "; watched by AWS Budgets, what was spent and what is forecast"],
      [...providing(context, "budget"), ...providing(context, "cost-anomaly")],
    );
  return tableOr(["Requirement", "How it is served", "Resources"], rows, "The plan names no requirements.");
}

function measures(context: EmitContext, ...kinds: readonly SliKind[]): boolean {
  return allSlos(context.plan).some((each) => kinds.includes(each.slo.sli) && notMeasured(context, each) === null);
}

function providing({ index }: EmitContext, capability: Capability): readonly string[] {
  return index.providing(capability).map(({ address }) => address);
}

function alarms({ evidence }: EmitContext, signal: "errors" | "latency"): readonly string[] {
  return evidence.alarms
    .filter((alarm) => alarm.signal === signal && alarm.purpose === "notifies" && alarm.subject.kind !== "store")
    .map(({ address }) => address);
}
