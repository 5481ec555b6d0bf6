import { tierProbes, tierRepeated, tierSlow, tierWindow } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { burnRate, isRecorded, LEAST_FACTOR, MINIMUMS, readPeriod, tiersOf } from "../../model/slo";
import { type Duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { formatPercentage, percentage } from "../../model/units/percentage";
import { placeOf } from "../places";
import type { Rule } from "../rule";

type SloFile = ServiceFile["slos"][number];
type TierFile = NonNullable<SloFile["tiers"]>[number];

type At = (key: string) => SourceRange;

const MINUTE = 60;

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
          ...slowProbes(slo, (keys) => placeOf(tree, ["services", index, "slos", member, ...keys])),
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
    const unfit = unwatchable(window, slo.window);
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

/** CloudWatch's periods are whole minutes, of a day at most; longer windows are added up from what the recorder reads. */
function unwatchable(window: Duration, whole: Duration): string | undefined {
  const { seconds } = window;
  const period = readPeriod(whole);
  if (seconds === 0 || seconds % MINUTE !== 0) return "whole minutes, which is what a CloudWatch alarm can look at";
  if (!isRecorded(window) || seconds % period === 0) return undefined;
  const points = period === SECONDS_PER_DAY ? "days" : "hours";
  const [less, more] = [Math.floor(seconds / period), Math.ceil(seconds / period)];
  return `whole ${points} over a day, ${less} or ${more}: an SLO over ${formatDuration(whole)} is added up from them`;
}

/** A tier fires on probes in both of its windows; where they come too seldom, it never does. */
function slowProbes(slo: SloFile, at: (keys: readonly (string | number)[]) => SourceRange): readonly Diagnostic[] {
  if (slo.sli !== "canary-availability") return [];
  const every = slo.canary?.every.seconds ?? MINUTE;
  // What is no interval at all is reported as such.
  if (every % MINUTE !== 0 || every < MINUTE || every > 60 * MINUTE) return [];
  const { events, failures } = MINIMUMS[slo.sli];
  const probes = Math.max(slo.minimumEvents ?? events, slo.minimumFailures ?? failures);
  const mute = tiersOf(slo)
    .map(({ long, short }) => ({ long, short, most: Math.min(short.seconds, long.seconds / probes) }))
    .filter(({ most }) => every > most);
  const report = (
    keys: readonly (string | number)[],
    { long, short }: Pick<TierFile, "long" | "short">,
    most: number,
  ) =>
    tierProbes(at(keys), slo.name, {
      every: formatDuration({ seconds: every }),
      tier: formatDuration(long),
      long: `${Math.floor(long.seconds / every)} in ${formatDuration(long)}`,
      short: `${Math.floor(short.seconds / every)} in ${formatDuration(short)}`,
      probes,
      most: most < MINUTE ? null : formatDuration({ seconds: Math.floor(most / MINUTE) * MINUTE }),
    });
  if (slo.tiers === undefined) {
    const [tightest] = [...mute].sort((a, b) => a.most - b.most);
    return tightest === undefined ? [] : [report(["canary", "every"], tightest, tightest.most)];
  }
  return slo.tiers.flatMap((tier, position) => {
    const found = mute.find(({ long }) => long.seconds === tier.long.seconds);
    if (found === undefined) return [];
    return [report(["tiers", position, every > tier.short.seconds ? "short" : "long"], tier, found.most)];
  });
}

function repeated(slo: SloFile, tiers: readonly TierFile[], at: (position: number) => SourceRange) {
  const first = new Map<number, number>();
  return tiers.flatMap(({ long }, position): readonly Diagnostic[] => {
    const before = first.get(long.seconds);
    if (before === undefined) first.set(long.seconds, position);
    return before === undefined ? [] : [tierRepeated(at(position), slo.name, formatDuration(long), at(before))];
  });
}
