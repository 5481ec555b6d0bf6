import type { Window } from "./alarm-settings";

/** Users feel it: one look at five minutes, as the plan's thresholds are worded. */
export const FIVE_MINUTES: Window = { periodSeconds: 300, breaching: 1, of: 1 };

/** Something is absent or broken: each of five minutes. */
export const EACH_OF_FIVE_MINUTES: Window = { periodSeconds: 60, breaching: 5, of: 5 };

/** Down as seen from outside: each of two minutes, after Route 53 has already counted three failures. */
export const EACH_OF_TWO_MINUTES: Window = { periodSeconds: 60, breaching: 2, of: 2 };

/** Slow or unusual: two of three periods of five minutes, so that one burst does not alarm. */
export const MOST_OF_FIFTEEN_MINUTES: Window = { periodSeconds: 300, breaching: 2, of: 3 };

/** Filling up: each of three periods of five minutes, longer than scaling takes to answer. */
export const ALL_OF_FIFTEEN_MINUTES: Window = { periodSeconds: 300, breaching: 3, of: 3 };
