import { instancePriceName, nodePriceName } from "./price-names";

/** Families whose sizes cost in proportion, so that a region has one price for each. */
export const INSTANCE_FAMILIES = ["t4g", "m7g", "c7g", "r7g"] as const;
export const NODE_FAMILIES = ["t4g", "m6g", "m7g", "r6g", "r7g"] as const;

export type InstanceFamily = (typeof INSTANCE_FAMILIES)[number];
export type NodeFamily = (typeof NODE_FAMILIES)[number];

/** Of an `xlarge` (EC2 pricing: each size costs twice the one before). */
const SIZES: Readonly<Record<string, number>> = {
  medium: 1 / 4,
  large: 1 / 2,
  xlarge: 1,
  "2xlarge": 2,
  "4xlarge": 4,
  "8xlarge": 8,
  "12xlarge": 12,
  "16xlarge": 16,
};

const BURSTING_SIZES: Readonly<Record<string, number>> = {
  nano: 1 / 32,
  micro: 1 / 16,
  small: 1 / 8,
  medium: 1 / 4,
  large: 1 / 2,
  xlarge: 1,
  "2xlarge": 2,
};

/** Of a `large`; of a `small` for `t4g`, whose `medium` AWS lists a tenth of a cent above the proportion. */
const NODE_SIZES: Readonly<Record<string, number>> = {
  large: 1,
  xlarge: 2,
  "2xlarge": 4,
  "4xlarge": 8,
  "8xlarge": 16,
  "12xlarge": 24,
  "16xlarge": 32,
};

const BURSTING_NODE_SIZES: Readonly<Record<string, number>> = { micro: 1 / 2, small: 1, medium: 2 };

/** Prices of every size, by name, from those of the families. USD an hour. */
export function sizePrices(
  instances: Readonly<Record<InstanceFamily, number>>,
  nodes: Readonly<Record<NodeFamily, number>>,
): Readonly<Record<string, number>> {
  const ofInstances = INSTANCE_FAMILIES.flatMap((family) =>
    Object.entries(family === "t4g" ? BURSTING_SIZES : SIZES).map(
      ([size, share]) => [instancePriceName(`${family}.${size}`), exact(instances[family] * share)] as const,
    ),
  );
  const ofNodes = NODE_FAMILIES.flatMap((family) =>
    Object.entries(family === "t4g" ? BURSTING_NODE_SIZES : NODE_SIZES).map(
      ([size, share]) => [nodePriceName(`cache.${family}.${size}`), exact(nodes[family] * share)] as const,
    ),
  );
  return Object.fromEntries([...ofInstances, ...ofNodes]);
}

/** Without what binary fractions add. */
function exact(price: number): number {
  return Number(price.toPrecision(10));
}
