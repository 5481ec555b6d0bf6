/**
 * Sums of any range of minutes in constant time. Each prefix is kept as a number and the part that rounding cut off
 * it: a difference of plain prefixes would be off in its last digits, enough to cross a threshold that it equals.
 */
export class MinutePrefixSum {
  private readonly high: number[] = [0];
  private readonly low: number[] = [0];

  /** `valueAt` gives the value of a minute, counted from the series' first. */
  constructor(private readonly valueAt: (index: number) => number) {}

  /** Must be told when a minute's value has changed. */
  changedAt(index: number): void {
    if (this.high.length <= index + 1) return;
    this.high.length = index + 1;
    this.low.length = index + 1;
  }

  /** Of the minutes from `from` up to and without `to`. */
  sum(from: number, to: number): number {
    this.extend(to);
    return at(this.high, to) - at(this.high, from) + (at(this.low, to) - at(this.low, from));
  }

  private extend(to: number): void {
    for (let index = this.high.length - 1; index < to; index++) {
      const before = at(this.high, index);
      const value = this.valueAt(index);
      const sum = before + value;
      // Knuth's two-sum: what `sum` lost, exactly.
      const part = sum - before;
      const lost = before - (sum - part) + (value - part);
      this.high.push(sum);
      this.low.push(at(this.low, index) + lost);
    }
  }
}

function at(list: readonly number[], index: number): number {
  const value = list[index];
  if (value === undefined) throw new Error(`no prefix ${index}`);
  return value;
}
