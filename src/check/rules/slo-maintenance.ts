import {
  maintenanceEndless,
  maintenanceLength,
  maintenanceMeets,
  maintenanceZones,
} from "../../diagnostics/catalogue/objectives";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import { quoted } from "../../diagnostics/visible-text";
import type { ServiceFile } from "../../model/schema/plan-file";
import {
  MINUTES_PER_WEEK,
  minutesUntil,
  silenceMinutes,
  weeklySilences,
  weekTime,
  windowBegins,
} from "../../model/silences";
import { type BurnTier, tiersOf } from "../../model/slo";
import { duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule } from "../rule";

type SloFile = ServiceFile["slos"][number];
type WindowFile = SloFile["maintenance"][number];
type At = (position: number, key: string) => SourceRange;

/** A weekly window begins and ends at a minute, and leaves its SLO's tiers time to fire before the next one. */
export const sloMaintenanceRule: Rule = {
  code: "slo-maintenance",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) =>
        ofSlo(slo, (position, key) => placeOf(tree, ["services", index, "slos", member, "maintenance", position, key])),
      ),
    );
  },
};

function ofSlo(slo: SloFile, at: At): readonly Diagnostic[] {
  const { maintenance } = slo;
  const lengths = maintenance.flatMap(({ name, duration: length }, position) =>
    schedulable(length.seconds)
      ? []
      : [maintenanceLength(at(position, "duration"), slo.name, name, formatDuration(length))],
  );
  // The tier that stays silent longest: what it can do, the others can.
  const [tier] = [...tiersOf(slo)].sort((a, b) => b.short.seconds - a.short.seconds);
  if (tier === undefined || lengths.length > 0) return lengths;
  const zones = [...new Set(maintenance.map(({ timezone }) => timezone))];
  const odd = maintenance.findIndex(({ timezone }) => timezone !== zones[0]);
  return [
    ...maintenance.flatMap((window, position) => endless(slo, tier, window, at(position, "duration"))),
    ...(odd < 0 ? pairs(slo, tier, at) : [maintenanceZones(at(odd, "timezone"), slo.name, zones)]),
  ];
}

function schedulable(seconds: number): boolean {
  return seconds >= 60 && seconds % 60 === 0 && seconds < SECONDS_PER_DAY;
}

function endless({ name }: SloFile, tier: BurnTier, window: WindowFile, range: SourceRange): readonly Diagnostic[] {
  if (weeklySilences(window, tier).begins.length > 0) return [];
  const begins = windowBegins(window);
  const gaps = begins.map((begin) => Math.min(...begins.map((next) => minutesUntil(begin, next))));
  return [
    maintenanceEndless(
      range,
      { slo: name, name: window.name, tier: formatDuration(tier.long) },
      {
        window: formatDuration(window.duration),
        short: formatDuration(tier.short),
        gap: formatDuration(duration(60 * Math.max(...gaps))),
      },
    ),
  ];
}

/** Each window with those before it, reported once. */
function pairs(slo: SloFile, tier: BurnTier, at: At): readonly Diagnostic[] {
  return slo.maintenance.flatMap((window, position) => {
    const earlier = slo.maintenance.findIndex((other, before) => before < position && meets(other, window, tier));
    const other = slo.maintenance[earlier];
    if (other === undefined) return [];
    const [first, second] = meeting(other, window, tier) === undefined ? [window, other] : [other, window];
    const times = meeting(first, second, tier);
    if (times === undefined) return [];
    return [
      maintenanceMeets(
        at(position, "start"),
        { slo: slo.name, name: second.name, tier: formatDuration(tier.long) },
        {
          other: first.name,
          from: weekTime(times.from),
          until: weekTime(times.from + silenceMinutes(first, tier)),
          begins: weekTime(times.to),
        },
        { range: at(earlier, "start"), message: `maintenance ${quoted(other.name)}` },
      ),
    ];
  });
}

function meets(a: WindowFile, b: WindowFile, tier: BurnTier): boolean {
  return meeting(a, b, tier) !== undefined || meeting(b, a, tier) !== undefined;
}

/** The first two begins of which the second comes while the first's silence lasts, or as it ends. */
function meeting(first: WindowFile, second: WindowFile, tier: BurnTier) {
  const length = silenceMinutes(first, tier);
  for (const from of windowBegins(first)) {
    const to = windowBegins(second).find((begin) => minutesUntil(from, begin) % MINUTES_PER_WEEK <= length);
    if (to !== undefined) return { from, to };
  }
  return undefined;
}
