import type { RegionPrices } from "../region-prices";
import { US_EAST_1 } from "./us-east-1";

/** US West (Oregon): what N. Virginia costs, but for instances. */
export const US_WEST_2: RegionPrices = {
  prices: US_EAST_1.prices,
  instances: { t4g: 0.1344, m7g: 0.1632, c7g: 0.145, r7g: 0.2142 },
  nodes: US_EAST_1.nodes,
  checked: [],
};
