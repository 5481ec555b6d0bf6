import type { Plan } from "../../../model/plan";
import type { CostEstimate } from "../cost-estimate";
import { meanLoadAt, NO_LOAD } from "../cost-load";
import { graviton, nights, savingsPlan, spotWorkers } from "./compute-levers";
import { endpoints, singleGateway } from "./network-levers";
import type { SavingsContext, SavingsLever } from "./savings-lever";
import { ioOptimized, logRetention } from "./store-levers";

const LEVERS: readonly ((context: SavingsContext) => readonly SavingsLever[])[] = [
  savingsPlan,
  graviton,
  spotWorkers,
  nights,
  singleGateway,
  endpoints,
  ioOptimized,
  logRetention,
];

/** The levers that apply to a plan, those with a sum first and largest first. Their sums overlap: they do not add up. */
export function savingsLevers(plan: Plan, { book, floor, target }: CostEstimate): readonly SavingsLever[] {
  const { capacity } = plan;
  const context: SavingsContext = {
    plan,
    book,
    floor,
    load: capacity === null || target === null ? NO_LOAD : meanLoadAt(capacity, target.multiple),
    when: target === null ? "without traffic" : "at the target",
  };
  const levers = LEVERS.flatMap((lever) => lever(context));
  const summed = levers.filter(({ usd }) => usd !== null).sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0));
  return [...summed, ...levers.filter(({ usd }) => usd === null)];
}
