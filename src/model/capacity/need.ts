import type { CapacityTarget } from "../plan";
import type { CapacityLevel, Demand } from "./demand";

/** What users do at a time. */
export type Load = Pick<CapacityLevel, "users" | "requestsPerSecond">;

/** A {@link Demand} as a function of the load; it never falls while the load rises. */
export interface Need extends Pick<Demand, "subject" | "resource" | "unit" | "limit" | "limitKey"> {
  readonly amount: (load: Load) => number;
  readonly arithmetic: (load: Load) => string;
}

/** Requests come from users at an even pace: users x requests per minute ÷ 60. */
export function loadAt(capacity: CapacityTarget, multiple: number): Load {
  const users = capacity.currentPeakUsers * multiple;
  return { users, requestsPerSecond: (users * capacity.requestsPerUser) / 60 };
}

export function demandAt({ amount, arithmetic, ...need }: Need, load: Load): Demand {
  return { ...need, needed: amount(load), arithmetic: arithmetic(load) };
}
