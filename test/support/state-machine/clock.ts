/** Time of an execution, or of one branch of it. Nothing really waits. */
export class Clock {
  constructor(
    private millis: number,
    private readonly onAdvance: (to: Date) => void | Promise<void>,
  ) {}

  get now(): number {
    return this.millis;
  }

  get iso(): string {
    return new Date(this.millis).toISOString();
  }

  /** Lets the world change up to a time that is not past. */
  async advanceTo(millis: number): Promise<void> {
    if (millis <= this.millis) return;
    this.millis = millis;
    await this.onAdvance(new Date(millis));
  }

  /** A clock for a branch, which starts now. */
  branch(): Clock {
    return new Clock(this.millis, this.onAdvance);
  }

  /** Branches that ran side by side are over when the last one is. */
  join(branches: readonly Clock[]): void {
    this.millis = Math.max(this.millis, ...branches.map(({ now }) => now));
  }
}
