import type { REQUEST_SOURCES, SLI_KINDS, WEEKDAYS } from "./schema/slo";
import type { Severity } from "./severities";
import { type Duration, duration, formatDuration, SECONDS_PER_DAY } from "./units/duration";
import { errorBudget, type Percentage, percentage } from "./units/percentage";

const HOUR = 3600;
const MINUTE = 60;

/** A service level objective with everything that its alarms and documents need. */
export interface Slo {
  readonly name: string;
  readonly sli: SliKind;
  readonly target: Percentage;
  readonly window: Duration;
  /** Milliseconds, for `http-latency` and `queue-age`; null for the others. */
  readonly thresholdMilliseconds: number | null;
  /** Where requests are measured; `load-balancer` where nothing is said of it. */
  readonly source: (typeof REQUEST_SOURCES)[number];
  /** The queue of a `queue-age` SLO. */
  readonly store: string | null;
  /** The runs of a `job-success` SLO. */
  readonly job: SloJob | null;
  /** The probe of a `canary-availability` SLO. */
  readonly canary: { readonly path: string; readonly everyMinutes: number } | null;
  /** The metrics of a `custom` SLO. */
  readonly metrics: SloMetrics | null;
  /** Events, and bad ones among them, in a long window below which no tier fires. */
  readonly minimumEvents: number;
  readonly minimumFailures: number;
  /** Shortest long window first. */
  readonly tiers: readonly BurnTier[];
  readonly maintenance: readonly MaintenanceWindow[];
}

export type SliKind = (typeof SLI_KINDS)[number];

export type SloJob =
  | { readonly kind: "state-machine"; readonly name: string }
  | { readonly kind: "log-lines"; readonly succeeded: string; readonly failed: string };

/** Exactly one of `good` and `bad` is given. */
export interface SloMetrics {
  readonly good: EventMetric | null;
  readonly bad: EventMetric | null;
  readonly total: EventMetric;
}

/** A CloudWatch metric whose Sum is a number of events. */
export interface EventMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One burn-rate alarm: it fires while both windows burn faster than the factor. */
export interface BurnTier {
  /** From the long window: `1h`, `3d`. Unique among an SLO's tiers, so it goes into names of alarms. */
  readonly name: string;
  readonly severity: Severity;
  readonly long: Duration;
  readonly short: Duration;
  /** Share of the error budget that the long window spends at the factor. */
  readonly budget: Percentage;
  /** Burn rate: how many times faster than evenly over the SLO's window. */
  readonly factor: number;
}

export interface MaintenanceWindow {
  readonly name: string;
  readonly days: readonly (typeof WEEKDAYS)[number][];
  /** `HH:MM` in the time zone. */
  readonly start: string;
  readonly duration: Duration;
  readonly timezone: string;
}

type TierShape = Pick<BurnTier, "severity" | "long" | "short" | "budget">;

/**
 * The Google SRE Workbook's recommendation ("Alerting on SLOs", table of multiwindow, multi-burn-rate alerts, and its
 * text for the fourth): two tiers that page, two that open a ticket.
 */
const WORKBOOK_TIERS: readonly TierShape[] = [
  { severity: "critical", long: duration(HOUR), short: duration(5 * MINUTE), budget: percentage(2) },
  { severity: "high", long: duration(6 * HOUR), short: duration(30 * MINUTE), budget: percentage(5) },
  { severity: "medium", long: duration(SECONDS_PER_DAY), short: duration(2 * HOUR), budget: percentage(10) },
  { severity: "low", long: duration(3 * SECONDS_PER_DAY), short: duration(6 * HOUR), budget: percentage(10) },
];

/** A tier of an SLO: factor = budget share × SLO window ÷ long window. 2 % of 30 days in an hour is 14.4. */
export function burnTier(tier: TierShape, window: Duration): BurnTier {
  return { ...tier, name: windowName(tier.long), factor: burnRate(tier.budget, window, tier.long) };
}

/** A tier's burn rate as people read it: 13.44, 0.933. */
export function shownFactor({ factor }: Pick<BurnTier, "factor">): number {
  return Number(factor.toFixed(3));
}

/** How many times faster than evenly a share of the budget is spent that lasts a long window. */
export function burnRate(budget: Percentage, window: Duration, long: Duration): number {
  return (budget.percent * window.seconds) / (100 * long.seconds);
}

/**
 * Burn rate from which the Workbook's tiers are of use. At 1 the budget lasts exactly as long as the window; a tier far
 * below it goes off while the objective is kept. Not 1 itself: the slowest tier's 1 over 30 days is 0.933 over 28.
 */
export const LEAST_FACTOR = 0.9;

/** The Workbook's tiers that fit into an SLO's window, however slow. Shortest long window first. */
export function workbookTiers(window: Duration): readonly BurnTier[] {
  // A tier that looks back further than the SLO does would alert on what the SLO has already forgotten.
  return ordered(
    WORKBOOK_TIERS.filter(({ long }) => long.seconds <= window.seconds),
    window,
  );
}

/** The tiers of an SLO: its own, or those of the Workbook that are of use over its window. Shortest long window first. */
export function tiersOf({
  tiers,
  window,
}: {
  readonly tiers?: readonly TierShape[] | undefined;
  readonly window: Duration;
}): readonly BurnTier[] {
  if (tiers !== undefined) return ordered(tiers, window);
  return workbookTiers(window).filter(({ factor }) => factor >= LEAST_FACTOR);
}

function ordered(tiers: readonly TierShape[], window: Duration): readonly BurnTier[] {
  return tiers.map((tier) => burnTier(tier, window)).sort((a, b) => a.long.seconds - b.long.seconds);
}

/** Error ratio above which a tier's windows count as burning: factor × (1 − target). */
export function errorThreshold({ factor }: Pick<BurnTier, "factor">, { target }: Pick<Slo, "target">): number {
  return factor * errorBudget(target);
}

/** The fewest of a number of minutes or probes whose share is above the ratio. */
export function leastAbove(ratio: number, all: number): number {
  return Math.min(Math.floor(ratio * all + 1e-9) + 1, all);
}

const NAMED: readonly (readonly [string, number])[] = [
  ["d", SECONDS_PER_DAY],
  ["h", HOUR],
  ["m", MINUTE],
];

/** A window in the shortest words, for names: `5m`, `6h`, `3d`. */
export function windowName({ seconds }: Duration): string {
  const [unit, size] = NAMED.find(([, length]) => seconds % length === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}

/** What counts as good, as a phrase: `requests under 200 ms`. */
export function sliPhrase(slo: Pick<Slo, "sli" | "thresholdMilliseconds" | "store" | "source" | "canary">): string {
  const where = slo.source === "cdn" ? " at CloudFront" : "";
  switch (slo.sli) {
    case "http-success":
      return `requests without a 5xx${where}`;
    case "http-latency":
      return `requests under ${milliseconds(slo.thresholdMilliseconds)}${where}`;
    case "queue-age":
      return `minutes in which the oldest message of ${slo.store} is younger than ${age(slo.thresholdMilliseconds)}`;
    case "job-success":
      return "job runs that succeed";
    case "canary-availability":
      return `probes of ${slo.canary?.path} that succeed`;
    case "custom":
      return "events that the plan's own metrics call good";
  }
}

/** What is counted, in the plural: `requests`. */
export function eventWord(sli: SliKind): string {
  return EVENT_WORDS[sli];
}

const EVENT_WORDS: Readonly<Record<SliKind, string>> = {
  "http-success": "requests",
  "http-latency": "requests",
  "queue-age": "minutes",
  "job-success": "runs",
  "canary-availability": "probes",
  custom: "events",
};

/** Whether minutes are counted instead of events. */
export function countsMinutes({ sli }: Pick<Slo, "sli">): boolean {
  return sli === "queue-age";
}

function milliseconds(threshold: number | null): string {
  return threshold !== null && threshold >= 1000 && threshold % 100 === 0 ? `${threshold / 1000} s` : `${threshold} ms`;
}

function age(threshold: number | null): string {
  return formatDuration(duration((threshold ?? 0) / 1000));
}

/** How often error budgets, and ratios over windows that no alarm can add up, are recorded. */
export const RECORDER_SECONDS = 300;

/**
 * Longest window that is read hour by hour. 120 days are 2,880 points a series, some 100 KB as JSON: two series fit in
 * the 256 KiB that a state may hand on (Step Functions quotas). Longer ones are read day by day.
 */
const HOURLY_SECONDS = 120 * SECONDS_PER_DAY;

/** Seconds to a point when the recorder reads an SLO's window. It adds those of its tiers up from the same points. */
export function readPeriod(window: Duration): number {
  return window.seconds <= HOURLY_SECONDS ? HOUR : SECONDS_PER_DAY;
}

/** Whether an alarm cannot look back so far: one period may last a day at most (PutMetricAlarm). */
export function isRecorded({ seconds }: Duration): boolean {
  return seconds > SECONDS_PER_DAY;
}

/**
 * Seconds that a slower tier waits for a faster one to speak first: both cross their thresholds within a minute or two
 * of each other when everything fails at once.
 */
export const SUPPRESSOR_WAIT_SECONDS = 120;

/**
 * Events in a long window below which a share says little, and bad ones among them, since one is an accident.
 * Judgement: with 20 requests a single failure is 5 %. Runs of jobs and probes come at a pace of their own, few and
 * regular, so two that fail are enough.
 */
export const MINIMUMS: Readonly<Record<SliKind, { readonly events: number; readonly failures: number }>> = {
  "http-success": { events: 20, failures: 3 },
  "http-latency": { events: 20, failures: 3 },
  custom: { events: 20, failures: 3 },
  "job-success": { events: 1, failures: 2 },
  "canary-availability": { events: 1, failures: 2 },
  "queue-age": { events: 1, failures: 1 },
};
