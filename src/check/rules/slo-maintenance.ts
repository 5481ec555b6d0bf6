import { maintenanceEndless, maintenanceLength } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { minutesUntil, weeklySilences, windowBegins } from "../../model/silences";
import { type BurnTier, tiersOf } from "../../model/slo";
import { duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule } from "../rule";

type SloFile = ServiceFile["slos"][number];
type WindowFile = SloFile["maintenance"][number];
type At = (position: number, key: string) => SourceRange;

/** A weekly window begins and ends at a minute, and leaves its SLO's tiers time to fire before it begins again. */
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
  return maintenance.flatMap((window, position) => endless(slo, tier, window, at(position, "duration")));
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
