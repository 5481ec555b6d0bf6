import { loadSeconds, waveSources } from "../../model/migration";
import type { MigrationWave, Plan } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";

/** Days for which changes are replicated and compared before a cut-over: a week has every kind of day. Our own choice. */
export const REPLICATION_DAYS = 7;

export interface WaveDates {
  readonly wave: MigrationWave;
  /** Whether the plan names the day, or it is proposed from the initiative's length. */
  readonly proposed: boolean;
  /** ISO dates. */
  readonly loadFrom: string;
  readonly replicateFrom: string;
  readonly cutOver: string;
  readonly rollbackUntil: string;
  /** Whole days that the load takes, at least one. */
  readonly loadDays: number;
}

/**
 * Days of each wave that has one. Without a day of its own a wave is proposed: cut-overs then share the initiative's
 * length evenly, from its first day. Without that, too, there are no dates.
 */
export function waveDates(plan: Plan): readonly WaveDates[] {
  const waves = plan.migration?.waves ?? [];
  return waves.flatMap((wave, index) => {
    const day = wave.cutover.date ?? proposal(plan, index, waves.length);
    if (day === null) return [];
    const loadDays = Math.max(1, Math.ceil((loadSeconds(plan, waveSources(plan, wave)) ?? 0) / SECONDS_PER_DAY));
    return [
      {
        wave,
        proposed: wave.cutover.date === undefined,
        loadFrom: shifted(day, -REPLICATION_DAYS - loadDays),
        replicateFrom: shifted(day, -REPLICATION_DAYS),
        cutOver: day,
        rollbackUntil: shifted(day, Math.ceil(wave.rollbackWindow.seconds / SECONDS_PER_DAY)),
        loadDays,
      },
    ];
  });
}

function proposal({ initiative }: Plan, index: number, count: number): string | null {
  if (initiative.start === null) return null;
  const days = initiative.phases.reduce((sum, { duration }) => sum + duration.seconds, 0) / SECONDS_PER_DAY;
  return shifted(initiative.start, Math.floor((days * (index + 1)) / (count + 1)));
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}
