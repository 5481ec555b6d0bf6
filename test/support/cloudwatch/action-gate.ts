export interface GateProps {
  readonly waitMinutes: number;
  readonly extensionMinutes: number;
}

type Phase =
  | { readonly kind: "open" | "suppressed" }
  /** A wait or an extension, over at a minute. */
  | { readonly kind: "waiting"; readonly until: number };

/**
 * Holds back the actions of a composite alarm with a suppressor (user guide, "Alarm suppression"):
 * - A change of state starts a wait; a change during a wait or an extension starts another.
 * - A suppressor in ALARM ends a wait and an extension, and holds every action back.
 * - A suppressor that leaves ALARM starts an extension.
 * - When a wait or extension is over, an action held back runs by the state of that minute.
 */
export class ActionGate {
  private phase: Phase = { kind: "open" };
  private pending = false;

  constructor(private readonly props: GateProps) {}

  /** Whether the action for the alarm's state runs in this minute. To be asked every minute. */
  passes(minute: number, alarm: { readonly changed: boolean; readonly suppressorOn: boolean }): boolean {
    this.pending ||= alarm.changed;
    this.phase = this.next(minute, alarm);
    if (this.phase.kind !== "open" || !this.pending) return false;
    this.pending = false;
    return true;
  }

  private next(minute: number, alarm: { readonly changed: boolean; readonly suppressorOn: boolean }): Phase {
    if (alarm.suppressorOn) return { kind: "suppressed" };
    let { phase } = this;
    if (phase.kind === "suppressed") phase = { kind: "waiting", until: minute + this.props.extensionMinutes };
    if (alarm.changed) phase = { kind: "waiting", until: minute + this.props.waitMinutes };
    return phase.kind === "waiting" && minute >= phase.until ? { kind: "open" } : phase;
  }
}
