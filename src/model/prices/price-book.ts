import type { Plan } from "../plan";
import { pricesOf } from "./price-table";

export interface Price {
  readonly name: string;
  readonly usd: number;
  /** `plan`: written under `requirements.capacity.prices`. */
  readonly source: "plan" | "table";
  /** Whether it was compared with AWS's price list. What the plan writes is the plan's. */
  readonly checked: boolean;
}

/** The prices of a plan: its own, else the table's. */
export interface PriceBook {
  /** The region that the plan is in, and the one whose prices are used. */
  readonly region: string;
  readonly pricedAs: string;
  /** null for what has no price: an instance type that the table does not have. */
  readonly price: (name: string) => Price | null;
}

export function priceBook({ environment: { region }, capacity }: Pick<Plan, "environment" | "capacity">): PriceBook {
  const table = pricesOf(region);
  const own = capacity === null ? {} : capacity.prices;
  return {
    region,
    pricedAs: table.region,
    price: (name) => {
      const written = own[name];
      if (written !== undefined) return { name, usd: written, source: "plan", checked: true };
      const listed = table.prices.get(name);
      return listed === undefined ? null : { name, usd: listed, source: "table", checked: table.checked.has(name) };
    },
  };
}
