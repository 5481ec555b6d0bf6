import type { AlarmEvidence } from "../../evidence/evidence";
import { type BurnTier, errorThreshold, type Slo } from "../../model/slo";
import { formatDuration, roughDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import type { SloAlarms, TierAlarms } from "../../planning/slo-alarms";
import { detectionSeconds, exhaustionSeconds, resetSeconds } from "../../planning/slo-budget";
import { type Block, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, strong } from "../markdown/inline";

/** From a tier's share of the budget to the share of failures that raises it, each with its arithmetic. */
export function thresholdTable(slo: Slo): Block {
  return table(
    [
      "Tier",
      "Severity",
      "Windows",
      "Budget spent",
      "Factor: share × window ÷ long",
      "Threshold: factor × (1 − target)",
    ],
    slo.tiers.map((tier) => [
      strong(tier.name),
      tier.severity,
      `${formatDuration(tier.long)} and ${formatDuration(tier.short)}`,
      formatPercentage(tier.budget),
      factorWords(tier, slo),
      thresholdWords(tier, slo),
    ]),
  );
}

/** What a tier's threshold means in time. */
export function timeTable(slo: Slo): Block {
  return table(
    [
      "Tier",
      "Budget gone after",
      "Complete outage noticed after",
      "Twice the threshold noticed after",
      "Quiet after the end of an outage",
    ],
    slo.tiers.map((tier) => [
      strong(tier.name),
      roughDuration(exhaustionSeconds(tier, slo)),
      noticed(detectionSeconds(tier, slo, 1)),
      noticed(detectionSeconds(tier, slo, 2 * errorThreshold(tier, slo))),
      noticed(resetSeconds(tier, slo, 1)),
    ]),
  );
}

export function alarmTable({ tiers, exhausted }: SloAlarms): Block {
  const budget: readonly (readonly Content[])[] = [
    [
      "budget used up",
      exhausted?.severity ?? "none",
      addressOf(exhausted),
      "",
      exhausted === null ? "" : inlineCode(exhausted.stack),
    ],
  ];
  return table(["Tier", "Severity", "Tells people", "Decide for it", "Stack"], [...tiers.map(tierRow), ...budget]);
}

function tierRow({ tier, notifying, windows }: TierAlarms): readonly Content[] {
  return [
    strong(tier.name),
    notifying?.severity ?? tier.severity,
    addressOf(notifying),
    codeList(
      windows.map(({ address }) => address),
      "none is generated",
    ),
    notifying === null ? "" : inlineCode(notifying.stack),
  ];
}

function addressOf(alarm: AlarmEvidence | null): Content {
  return alarm === null ? "none is generated" : inlineCode(alarm.address);
}

/** 2 % × 30 days ÷ 1 hour = 14.4 */
function factorWords(tier: BurnTier, { window }: Slo): string {
  return `${formatPercentage(tier.budget)} × ${formatDuration(window)} ÷ ${formatDuration(tier.long)} = ${significant(tier.factor)}`;
}

/** 14.4 × 0.05 % = 0.72 %, a ratio of 0.0072 */
function thresholdWords(tier: BurnTier, slo: Slo): string {
  const ratio = errorThreshold(tier, slo);
  const budget = formatPercentage({ percent: 100 - slo.target.percent });
  return `${significant(tier.factor)} × ${budget} = ${significant(100 * ratio)} %, a ratio of ${significant(ratio)}`;
}

/** Four digits say more than any traffic measures. */
export function significant(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function noticed(seconds: number | null): string {
  return seconds === null ? "never: it is not reached" : roughDuration(seconds);
}
