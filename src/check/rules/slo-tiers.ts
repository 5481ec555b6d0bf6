import { tierRepeated, tierSlow, tierWindow } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { burnRate, LEAST_FACTOR } from "../../model/slo";
import { type Duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { formatPercentage, percentage } from "../../model/units/percentage";
import { placeOf } from "../places";
import type { Rule } from "../rule";

type SloFile = ServiceFile["slos"][number];
type TierFile = NonNullable<SloFile["tiers"]>[number];

type At = (key: string) => SourceRange;

const MINUTE = 60;
const HOUR = 3600;

/** Tiers that CloudWatch and the recorder can watch. */
export const sloTiersRule: Rule = {
  code: "slo-tier",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) => {
        const tiers = slo.tiers ?? [];
        const at = (tier: number, key: string) =>
          placeOf(tree, ["services", index, "slos", member, "tiers", tier, key]);
        return [
          ...tiers.flatMap((tier, position) => ofTier(slo, tier, (key) => at(position, key))),
          ...repeated(slo, tiers, (position) => at(position, "long")),
        ];
      }),
    );
  },
};

function ofTier(slo: SloFile, { long, short, budget }: TierFile, at: At) {
  const found: Diagnostic[] = [];
  const refuse = (key: string, value: string, expected: string) =>
    found.push(tierWindow(at(key), slo.name, value, expected));
  for (const [key, window] of [
    ["long", long],
    ["short", short],
  ] as const) {
    const unfit = unwatchable(window);
    if (unfit !== undefined) refuse(key, `${key} ${formatDuration(window)}`, unfit);
  }
  if (long.seconds > slo.window.seconds) {
    refuse("long", `long ${formatDuration(long)}`, `at most the SLO's own window, ${formatDuration(slo.window)}`);
  }
  if (short.seconds >= long.seconds) {
    refuse("short", `short ${formatDuration(short)}`, `shorter than the long window, ${formatDuration(long)}`);
  }
  if (budget.percent <= 0 || budget.percent > 100) {
    refuse("budget", `budget ${formatPercentage(budget)}`, "more than 0 %, at most 100 % of the error budget");
  }
  return [...found, ...slow(slo, { long, budget }, at)];
}

/** Tiers within the SLO's window that the plan lets burn slower than evenly. */
function slow({ name, window }: SloFile, { long, budget }: Pick<TierFile, "long" | "budget">, at: At) {
  const factor = burnRate(budget, window, long);
  if (factor <= 0 || factor >= LEAST_FACTOR || long.seconds > window.seconds) return [];
  const even = Math.ceil((100_00 * long.seconds) / window.seconds - 1e-9) / 100;
  return [
    tierSlow(at("budget"), name, {
      tier: formatDuration(long),
      factor: String(Number(factor.toPrecision(2))),
      least: String(LEAST_FACTOR),
      even: formatPercentage(percentage(even)),
    }),
  ];
}

/** CloudWatch's periods are whole minutes, of a day at most; longer windows are added up from hours. */
function unwatchable({ seconds }: Duration): string | undefined {
  if (seconds === 0 || seconds % MINUTE !== 0) return "whole minutes, which is what a CloudWatch alarm can look at";
  if (seconds > SECONDS_PER_DAY && seconds % HOUR !== 0) return "whole hours, for a window of more than a day";
  return undefined;
}

function repeated(slo: SloFile, tiers: readonly TierFile[], at: (position: number) => SourceRange) {
  const first = new Map<number, number>();
  return tiers.flatMap(({ long }, position): readonly Diagnostic[] => {
    const before = first.get(long.seconds);
    if (before === undefined) first.set(long.seconds, position);
    return before === undefined ? [] : [tierRepeated(at(position), slo.name, formatDuration(long), at(before))];
  });
}
