import { z } from "zod";

/** A length of time. Always whole seconds. */
export interface Duration {
  readonly seconds: number;
}

/** Of 24 hours: AWS counts retention and windows in these. */
export const SECONDS_PER_DAY = 86_400;

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: SECONDS_PER_DAY,
  w: 604_800,
};

/** Long unit names, first letter being the short one, so that `12 weeks` reads as it is written in a plan. */
const DURATION = /^(\d+)\s*(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)$/;

export const DURATION_EXPECTED = "a duration such as 30s, 15m, 4h, 30d or 12 weeks";

export function duration(seconds: number): Duration {
  return { seconds };
}

/** Reads `15m`, `4h`, `30d`, `12 weeks`; undefined when the text is no duration. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text.trim());
  const unit = match?.[2]?.[0];
  if (!match?.[1] || !unit) return undefined;
  const seconds = Number(match[1]) * (SECONDS_PER_UNIT[unit] as number);
  return Number.isSafeInteger(seconds) ? duration(seconds) : undefined;
}

const NAMES: readonly (readonly [string, number])[] = [
  ["week", 604_800],
  ["day", SECONDS_PER_DAY],
  ["hour", 3600],
  ["minute", 60],
];

/**
 * The largest unit that divides the duration, spelled out: `12 weeks`, `4 hours`.
 */
export function formatDuration({ seconds }: Duration): string {
  for (const [name, size] of NAMES) {
    if (seconds === 0 || seconds % size !== 0) continue;
    const count = seconds / size;
    return `${count} ${name}${count === 1 ? "" : "s"}`;
  }
  return `${seconds} second${seconds === 1 ? "" : "s"}`;
}

/** A sum of durations, exact: `2 hours 18 minutes 30 seconds`. */
export function spelledDuration(seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [name, size] of [...NAMES, ["second", 1] as const]) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}

const ROUGH: readonly (readonly [string, number, number])[] = [
  ["second", 1, 120],
  ["minute", 60, 7200],
  ["hour", 3600, 3 * SECONDS_PER_DAY],
  ["day", SECONDS_PER_DAY, Number.POSITIVE_INFINITY],
];

/** A computed length of time, to one decimal of a unit that keeps the number small: `86 seconds`, `50 hours`. */
export function roughDuration(seconds: number): string {
  const [name, size] = ROUGH.find(([, , below]) => seconds < below) ?? ["day", SECONDS_PER_DAY];
  const count = Number((seconds / size).toFixed(size === 1 ? 0 : 1));
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** Authored as text, read as {@link Duration}. */
export const durationSchema = z
  .string()
  .regex(DURATION)
  .transform((text, context): Duration => {
    const parsed = parseDuration(text);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: DURATION_EXPECTED });
    return z.NEVER;
  })
  .meta({ title: "duration", examples: ["15m", "4h", "30d"] });

/** Latencies are authored in milliseconds or seconds: `200ms`, `1.5s`. */
export interface Latency {
  readonly milliseconds: number;
}

const LATENCY = /^(\d+(?:\.\d+)?)\s*(ms|s)$/;

export const LATENCY_EXPECTED = "a latency such as 200ms or 1.5s";

export function parseLatency(text: string): Latency | undefined {
  const match = LATENCY.exec(text.trim());
  if (!match?.[1]) return undefined;
  return { milliseconds: Number(match[1]) * (match[2] === "s" ? 1000 : 1) };
}

export function formatLatency({ milliseconds }: Latency): string {
  return milliseconds >= 1000 && milliseconds % 100 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

export const latencySchema = z
  .string()
  .regex(LATENCY)
  .transform((text, context): Latency => {
    const parsed = parseLatency(text);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: LATENCY_EXPECTED });
    return z.NEVER;
  })
  .meta({ title: "latency", examples: ["200ms"] });
