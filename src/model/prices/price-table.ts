import { sizePrices } from "./instance-families";
import { PRICE_NAMES, type PriceName } from "./price-names";
import type { RegionPrices } from "./region-prices";
import { AP_SOUTHEAST_1 } from "./regions/ap-southeast-1";
import { EU_CENTRAL_1 } from "./regions/eu-central-1";
import { EU_WEST_1 } from "./regions/eu-west-1";
import { EU_WEST_2 } from "./regions/eu-west-2";
import { US_EAST_1 } from "./regions/us-east-1";
import { US_EAST_2 } from "./regions/us-east-2";
import { US_WEST_2 } from "./regions/us-west-2";

/** When the table was put together: prices of AWS change without notice, and the documents say how old these are. */
export const PRICES_OF = "25 November 2026";

/**
 * AWS's public on-demand price list. What a region's `checked` names, and instances of EC2, were compared with public
 * copies of it and with bills; the rest was not, and the documents mark it.
 */
const TABLE: Readonly<Record<string, RegionPrices>> = {
  "us-east-1": US_EAST_1,
  "us-east-2": US_EAST_2,
  "us-west-2": US_WEST_2,
  "eu-west-1": EU_WEST_1,
  "eu-west-2": EU_WEST_2,
  "eu-central-1": EU_CENTRAL_1,
  "ap-southeast-1": AP_SOUTHEAST_1,
};

export const PRICED_REGIONS = Object.keys(TABLE);

/** The region that stands for one without prices: the same part of the world, else us-east-1. */
const STAND_INS: readonly (readonly [string, string])[] = [
  ["eu-", "eu-central-1"],
  ["il-", "eu-central-1"],
  ["me-", "eu-central-1"],
  ["af-", "eu-central-1"],
  ["ap-", "ap-southeast-1"],
];

const LAST_STAND_IN = "us-east-1";

export interface RegionTable {
  /** The region whose prices these are. */
  readonly region: string;
  /** By name: those of {@link PRICE_NAMES}, and of instance and node types. */
  readonly prices: ReadonlyMap<string, number>;
  /** Names that were compared with the price list. */
  readonly checked: ReadonlySet<string>;
}

/** Prices of a region, or of the region that stands for it. */
export function pricesOf(region: string): RegionTable {
  const used = region in TABLE ? region : (STAND_INS.find(([part]) => region.startsWith(part))?.[1] ?? LAST_STAND_IN);
  const table = TABLE[used];
  if (table === undefined) throw new Error(`no prices for ${used}`);
  const ofSizes = sizePrices(table.instances, table.nodes);
  const named = PRICE_NAMES.map((name): readonly [string, number] => [name, table.prices[name]]);
  const instances = Object.keys(ofSizes).filter((name) => name.startsWith("ec2-"));
  return {
    region: used,
    prices: new Map([...named, ...Object.entries(ofSizes)]),
    checked: new Set<string>([...table.checked, ...instances]),
  };
}

/** Every name that the table has, whatever the region. */
export function tableNames(): readonly string[] {
  return [...pricesOf(LAST_STAND_IN).prices.keys()];
}

export type { PriceName };
