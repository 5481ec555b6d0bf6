/** The filter of a store's request metrics, and the rule that replicates it: both take in every object. */
export const ALL_OBJECTS = "all";
