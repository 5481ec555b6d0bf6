/** vCPUs of sizes that have fewer than one would reckon from their number (EC2 user guide, "Instance types"). */
const SMALL_SIZES: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** Bursting types have two from nano to large; only t2 starts with one. */
const BURSTING_SIZES: Readonly<Record<string, number>> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
};

/** Families that one quota counts together: A, C, D, H, I, M, R, T and Z (EC2 user guide, "On-Demand Instance quotas"). */
const STANDARD = /^(a|c|d|h|i|im|is|m|r|t|z)\d/;

/** vCPUs of an instance type, `m7g.2xlarge`: 8; null for types that the quota of standard instances does not count. */
export function standardVcpus(instanceType: string): number | null {
  const [family = "", size = ""] = instanceType.split(".");
  if (!STANDARD.test(family) || family.startsWith("hpc")) return null;
  const named = (family.startsWith("t") ? BURSTING_SIZES : SMALL_SIZES)[size];
  if (named !== undefined) return named;
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  return multiple === undefined ? null : Number(multiple) * 4;
}
