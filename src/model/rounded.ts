/** Up to two decimals, without trailing zeros. */
export function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
