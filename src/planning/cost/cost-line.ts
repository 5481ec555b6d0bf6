import { figure } from "../../model/capacity/figures";
import type { Price, PriceBook } from "../../model/prices/price-book";

/** What AWS's own calculator takes for a month (AWS Pricing Calculator, "assumptions"): 365 x 24 ÷ 12. */
export const HOURS_PER_MONTH = 730;

export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** Parts of the bill, in the order of the request path. */
export const COST_PARTS = [
  "edge",
  "network",
  "compute",
  "database",
  "cache",
  "tables",
  "queues",
  "monitoring",
  "security",
  "standby",
] as const;

export type CostPart = (typeof COST_PARTS)[number];

/** One line of a month's estimate. */
export interface CostLine {
  readonly part: CostPart;
  /** Names the line among those of its part: the service or store, or what is made once. */
  readonly what: string;
  /** The sum in words, prices in USD. */
  readonly arithmetic: string;
  /** null where one of its prices is not known. */
  readonly usd: number | null;
  /** Every price that the line asks for. */
  readonly prices: readonly string[];
}

/** So much of something at a price: `4 tasks x 730 h`. */
export interface Quantity {
  readonly amount: number;
  /** `730 h`, `26,280 million requests`. */
  readonly words: string;
  readonly price: string;
}

/** A line from quantities at a price each. */
export function costLine(book: PriceBook, part: CostPart, what: string, quantities: readonly Quantity[]): CostLine {
  const priced = quantities.map((quantity) => ({ ...quantity, of: book.price(quantity.price) }));
  const unknown = priced.some(({ of }) => of === null);
  return {
    part,
    what,
    arithmetic: priced.map(({ words, of, price }) => `${words} x ${priceWords(of, price)}`).join(" + "),
    usd: unknown ? null : priced.reduce((sum, { amount, of }) => sum + amount * (of?.usd ?? 0), 0),
    prices: quantities.map(({ price }) => price),
  };
}

function priceWords(price: Price | null, name: string): string {
  return price === null ? `${name}, which has no price` : usdExact(price.usd);
}

/** A price as it is written: `0.004445`. */
export function usdExact(usd: number): string {
  return usd >= 1 ? figure(usd) : String(Number(usd.toPrecision(6)));
}

/** A quantity per hour, for as long as a month. */
export function hourly(amount: number, words: string, price: string): Quantity {
  return { amount: amount * HOURS_PER_MONTH, words: `${words} x ${HOURS_PER_MONTH} h`, price };
}
