import { z } from "zod";

/** A share in percent, as authored: `99.95%` is `{ percent: 99.95 }`. */
export interface Percentage {
  readonly percent: number;
}

const PERCENTAGE = /^(\d+(?:\.\d+)?)\s*%$/;

export const PERCENTAGE_EXPECTED = "a percentage such as 60% or 99.95%";

export function percentage(percent: number): Percentage {
  return { percent };
}

export function parsePercentage(text: string): Percentage | undefined {
  const match = PERCENTAGE.exec(text.trim());
  return match?.[1] ? percentage(Number(match[1])) : undefined;
}

export function formatPercentage({ percent }: Percentage): string {
  return `${Number(percent.toFixed(6))} %`;
}

/**
 * The error budget of a target as a ratio: `99.95%` leaves 0.0005. Computed on scaled integers, since
 * `1 - 0.9995` is 0.0005000000000000004 in binary floating point and ends up in alarm thresholds.
 */
export function errorBudget({ percent }: Percentage): number {
  const scale = 1e9;
  return (100 * scale - Math.round(percent * scale)) / (100 * scale);
}

export const percentageSchema = z
  .string()
  .regex(PERCENTAGE)
  .transform((text, context): Percentage => {
    const parsed = parsePercentage(text);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: PERCENTAGE_EXPECTED });
    return z.NEVER;
  })
  .meta({ title: "percentage", examples: ["99.95%"] });
