import type { Scaling } from "./plan";

export type Bounds = Pick<Scaling, "min" | "max">;

/**
 * Bounds for a service that needs more copies at once: twice the minimum, within the maximum. Where the minimum is the
 * maximum already, twice that for both. Scaling cannot take copies away below a raised minimum.
 */
export function raisedBounds({ min, max }: Bounds): Bounds {
  const more = Math.min(Math.max(min * 2, min + 1), max);
  return more === min ? { min: max * 2, max: max * 2 } : { min: more, max };
}
