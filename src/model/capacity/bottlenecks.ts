import type { CapacityTarget } from "../plan";
import type { Bottleneck, Demand } from "./demand";
import { demandAt, loadAt, type Need } from "./need";

/** Doublings of today's peak within which a limit is sought: beyond a billion times it is none. */
const DOUBLINGS = 30;

/** Halvings of the interval: to twelve digits. */
const HALVINGS = 60;

/** Every need with a limit that some load exceeds, by the multiple of today's peak that it carries, least first. */
export function bottlenecksOf(needs: readonly Need[], capacity: CapacityTarget): readonly Bottleneck[] {
  const found = needs.flatMap((need) => {
    const carries = carriedMultiple(need, capacity);
    return carries === null ? [] : [{ demand: demandAt(need, loadAt(capacity, capacity.growth)), carries }];
  });
  return found.sort((a, b) => a.carries - b.carries);
}

/** The largest multiple of today's peak within the limit; null without a limit, or where no load exceeds it. */
function carriedMultiple(need: Need, capacity: CapacityTarget): number | null {
  const { limit } = need;
  if (limit === null) return null;
  const fits = (multiple: number) => need.amount(loadAt(capacity, multiple)) <= limit;
  let high = 1;
  for (let doubling = 0; doubling < DOUBLINGS && fits(high); doubling += 1) high *= 2;
  if (fits(high)) return null;
  let low = 0;
  if (!fits(low)) return 0;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return Number(low.toPrecision(9));
}

/** Share of a limit that a load leaves free, `0.25` for a quarter, below zero where it exceeds it; null without a limit. */
export function headroom({ needed, limit }: Pick<Demand, "needed" | "limit">): number | null {
  if (limit === null) return null;
  return limit === 0 ? (needed === 0 ? 0 : -1) : 1 - needed / limit;
}
