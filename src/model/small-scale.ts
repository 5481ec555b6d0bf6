/** A small environment runs a quarter of each service's capacity, and at least one; it is tested with as much of the load. */
export const SMALL_SCALE_DIVISOR = 4;
