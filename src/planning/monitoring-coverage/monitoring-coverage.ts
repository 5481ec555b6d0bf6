import { type AlarmEvidence, type Evidence, GOLDEN_SIGNALS, type GoldenSignal } from "../../evidence/evidence";
import type { Plan } from "../../model/plan";
import { EXPECTATIONS, type Expectation, type SubjectKind } from "./expectations";
import { type WatchedSubject, watchedSubjects } from "./watched-subjects";

/** How much of what should be watched is watched. */
export interface MonitoringCoverage {
  /** Signals with an alarm that tells somebody. */
  readonly covered: number;
  /** Signals that should have one: `covered` and the gaps. */
  readonly expected: number;
  /** Share of the two in percent, to one decimal, rounded down: 100 only without a gap. */
  readonly percent: number;
  readonly subjects: readonly SubjectCoverage[];
  readonly gaps: readonly CoverageGap[];
}

export interface SubjectCoverage {
  /** Name in the plan, or `edge/<role>`. */
  readonly subject: string;
  readonly part: WatchedSubject["part"];
  readonly kind: SubjectKind;
  /** The four, in their usual order. */
  readonly signals: readonly SignalCoverage[];
}

export type SignalCoverage = { readonly signal: GoldenSignal } & (
  | {
      readonly state: "alarmed";
      /** Addresses, in the order of the alarms' names. */
      readonly alarms: readonly string[];
      /** The part of the signal that they leave out; null where they leave out none. */
      readonly blindSpot: string | null;
    }
  | { readonly state: "not-applicable"; readonly reason: string }
  | { readonly state: "gap"; readonly reason: string; readonly fix: string }
);

export interface CoverageGap {
  readonly subject: string;
  readonly signal: GoldenSignal;
  readonly reason: string;
  /** What to set in the plan, as an instruction. */
  readonly fix: string;
}

/** Every service, store and resource of the edge against the four golden signals, by the alarms really generated. */
export function monitoringCoverage(plan: Plan, evidence: Evidence): MonitoringCoverage {
  const standby = new Set(evidence.stacks.filter(({ kind }) => kind === "standby").map(({ name }) => name));
  // An alarm on what stands by in the recovery region watches nothing that users meet.
  const notifying = evidence.alarms.filter(({ purpose, stack }) => purpose === "notifies" && !standby.has(stack));
  const subjects = watchedSubjects(plan, evidence).map((subject) => coverageOf(subject, plan, notifying));
  const gaps = subjects.flatMap(gapsOf);
  const covered = subjects.flatMap(({ signals }) => signals).filter(({ state }) => state === "alarmed").length;
  const expected = covered + gaps.length;
  return { covered, expected, percent: share(covered, expected), subjects, gaps };
}

function coverageOf(subject: WatchedSubject, plan: Plan, notifying: readonly AlarmEvidence[]): SubjectCoverage {
  const own = notifying.filter(subject.owns);
  return {
    subject: subject.name,
    part: subject.part,
    kind: subject.kind,
    signals: GOLDEN_SIGNALS.map((signal): SignalCoverage => {
      const alarms = own.filter((alarm) => alarm.signal === signal).map(({ address }) => address);
      // What is watched is covered, whether or not the table expects it.
      if (alarms.length > 0) {
        return { signal, state: "alarmed", alarms, blindSpot: subject.blindSpots[signal] ?? null };
      }
      return { signal, ...unwatched(EXPECTATIONS[subject.kind][signal], signal, plan) };
    }),
  };
}

type Unwatched =
  | { readonly state: "not-applicable"; readonly reason: string }
  | { readonly state: "gap"; readonly reason: string; readonly fix: string };

function unwatched(expectation: Expectation, signal: GoldenSignal, { observability }: Plan): Unwatched {
  if (expectation.alarm === "never") return { state: "not-applicable", reason: expectation.reason };
  const nothing = `no alarm watches it (${expectation.of})`;
  if (expectation.alarm === "unmeasured") {
    return { state: "gap", reason: `${nothing}: ${expectation.reason}`, fix: expectation.fix };
  }
  if (expectation.alarm === "usual" && !observability.anomalyDetection) {
    const off = "only a baseline can tell what is unusual, and observability.anomalyDetection is off";
    return signal === "traffic"
      ? { state: "not-applicable", reason: off }
      : { state: "gap", reason: `${nothing}: ${off}`, fix: "set observability.anomalyDetection to true" };
  }
  return {
    state: "gap",
    reason: nothing,
    fix: "nothing in the plan switches this alarm off: synthesise again, and report it as a fault if the gap stays",
  };
}

function gapsOf({ subject, signals }: SubjectCoverage): readonly CoverageGap[] {
  return signals.flatMap((one) =>
    one.state === "gap" ? [{ subject, signal: one.signal, reason: one.reason, fix: one.fix }] : [],
  );
}

function share(covered: number, expected: number): number {
  return expected === 0 ? 100 : Math.floor((1000 * covered) / expected) / 10;
}
