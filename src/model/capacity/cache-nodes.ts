/**
 * Bytes of data that a node holds: `maxmemory` by node type (ElastiCache user guide, "Redis OSS node-type specific
 * parameters"). Families of one size share their numbers there.
 */
const MAX_MEMORY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t: { micro: 536_870_912, small: 1_471_026_299, medium: 3_317_862_236 },
  m: {
    large: 6_854_542_746,
    xlarge: 13_891_921_715,
    "2xlarge": 27_966_669_210,
    "4xlarge": 56_116_178_125,
    "8xlarge": 111_325_552_312,
    "12xlarge": 168_715_971_994,
    "16xlarge": 225_000_375_228,
    "24xlarge": 337_500_562_842,
  },
  r: {
    large: 14_037_181_030,
    xlarge: 28_261_849_702,
    "2xlarge": 56_711_183_565,
    "4xlarge": 113_609_865_216,
    "8xlarge": 225_000_375_228,
    "12xlarge": 341_206_346_547,
    "16xlarge": 450_000_750_456,
    "24xlarge": 682_485_973_811,
  },
};

/** The node types that the table is of. */
const FAMILIES: Readonly<Record<string, string>> = {
  t3: "t",
  t4g: "t",
  m5: "m",
  m6g: "m",
  m7g: "m",
  r5: "r",
  r6g: "r",
  r7g: "r",
};

/** `reserved-memory-percent` of ElastiCache is 25 unless a parameter group says otherwise, and ours does not. */
const RESERVED = 0.25;

/**
 * Operations per second that one node sustains, an assumption by size until a load test says better. AWS advises bursting
 * (t) nodes up to 20,000 ("Five workload characteristics to consider when right sizing Amazon ElastiCache Redis
 * clusters") and measured over a million on r7g.4xlarge with version 7.1 ("Achieve over 500 million requests per second
 * per cluster"), which helps from 2xlarge on. One core without those threads answers about 100,000 (redis.io,
 * "Redis benchmark"); sizes between are taken in proportion to their processors.
 */
const OPERATIONS: Readonly<Record<string, number>> = {
  micro: 20_000,
  small: 20_000,
  medium: 20_000,
  large: 100_000,
  xlarge: 150_000,
  "2xlarge": 500_000,
};

/** From 4xlarge on; a larger node has more memory, not a faster engine. */
const MOST_OPERATIONS = 1_000_000;

export interface CacheNode {
  /** Per second. */
  readonly operations: number;
  /** Bytes for data, what ElastiCache keeps back taken off. */
  readonly memory: number;
}

/** What a node of a type carries, `cache.r7g.large`; null for a type that the table does not have. */
export function cacheNode(nodeType: string): CacheNode | null {
  const [, family = "", size = ""] = nodeType.split(".");
  const memory = MAX_MEMORY[FAMILIES[family] ?? ""]?.[size];
  return memory === undefined
    ? null
    : { operations: OPERATIONS[size] ?? MOST_OPERATIONS, memory: memory * (1 - RESERVED) };
}

/** The largest node of the same generation of memory-optimised types. */
export const LARGEST_CACHE_NODE = "cache.r7g.16xlarge";

/** The least node of memory-optimised types that carries both; null when none does. */
export function cacheNodeFor(operations: number, memory: number): string | null {
  const sizes = Object.keys(MAX_MEMORY.r ?? {}).filter((size) => size !== "24xlarge");
  const fits = sizes
    .map((size) => `cache.r7g.${size}`)
    .find((type) => {
      const node = cacheNode(type);
      return node !== null && node.operations >= operations && node.memory >= memory;
    });
  return fits ?? null;
}
