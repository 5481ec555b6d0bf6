/** Readers of an Aurora cluster that the plan does not count, by the environment's scale. */
export const DEFAULT_READERS = { full: 1, small: 0 } as const;
