/** A number in a sum: `20,000`, `266.67`. Grouping is fixed, not the machine's, so that documents are the same everywhere. */
export function figure(value: number): string {
  const [whole = "0", decimals] = String(Number(value.toFixed(2))).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** A share or a rate that two decimals would falsify: `0.004`. */
export function precise(value: number): string {
  return Math.abs(value) >= 1 ? figure(value) : String(Number(value.toPrecision(3)));
}

/** Rounded up to whole steps; what binary fractions add beyond twelve digits is no reason for another one. */
export function roundedUp(value: number, step = 1): number {
  return Math.ceil(Number((value / step).toPrecision(12))) * step;
}
