export type Datapoint = "breaching" | "within" | "missing";

interface Counts {
  readonly breaching: number;
  readonly within: number;
}

/** Counts of the data points whose periods end at the same minute modulo the period. */
interface Phase extends Counts {
  readonly end: number;
}

/**
 * The last data points of an alarm. Its windows move by a minute, so that the data points of `period` interleaved rows
 * come round in turn; each row's counts are carried on by one data point, not counted anew.
 */
export class DatapointWindow {
  private readonly known = new Map<number, Datapoint>();
  private readonly phases = new Map<number, Phase>();
  private lastKnown = Number.NEGATIVE_INFINITY;

  /** `classify` says what the data point is whose period ends (exclusively) at a minute. */
  constructor(
    private readonly range: number,
    private readonly periodMinutes: number,
    private readonly classify: (end: number) => Datapoint,
  ) {}

  /** Of the `range` data points, the last of which ends at `end`. */
  counts(end: number): Counts {
    const phase = ((end % this.periodMinutes) + this.periodMinutes) % this.periodMinutes;
    const before = this.phases.get(phase);
    const now =
      before?.end === end
        ? before
        : before?.end === end - this.periodMinutes
          ? this.slide(before, end)
          : this.recount(end);
    this.phases.set(phase, now);
    return now;
  }

  /** The data point that is `age` periods old; the last has the age 1. */
  at(end: number, age: number): Datapoint {
    const itsEnd = end - (age - 1) * this.periodMinutes;
    const known = this.known.get(itsEnd);
    if (known !== undefined) return known;
    const datapoint = this.classify(itsEnd);
    this.known.set(itsEnd, datapoint);
    this.lastKnown = Math.max(this.lastKnown, itsEnd);
    return datapoint;
  }

  /** A sample of a minute came: data points that held it must be looked at again. */
  changedAt(minute: number): void {
    if (minute >= this.lastKnown) return;
    let changed = false;
    for (let end = minute + 1; end <= minute + this.periodMinutes; end++) changed = this.known.delete(end) || changed;
    if (changed) this.phases.clear();
  }

  private slide({ breaching, within }: Phase, end: number): Phase {
    const [added, dropped] = [this.at(end, 1), this.at(end, this.range + 1)];
    return {
      end,
      breaching: breaching + Number(added === "breaching") - Number(dropped === "breaching"),
      within: within + Number(added === "within") - Number(dropped === "within"),
    };
  }

  private recount(end: number): Phase {
    let [breaching, within] = [0, 0];
    for (let age = 1; age <= this.range; age++) {
      const datapoint = this.at(end, age);
      if (datapoint === "breaching") breaching++;
      if (datapoint === "within") within++;
    }
    return { end, breaching, within };
  }
}
