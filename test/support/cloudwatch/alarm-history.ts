import type { AlarmState } from "./alarm-definition";

export interface AlarmEvent {
  readonly minute: number;
  readonly state: AlarmState;
}

/** What an alarm did, in the order of time. */
export class AlarmHistory {
  /** Changes of state, and what they led to. An alarm begins in INSUFFICIENT_DATA. */
  readonly transitions: AlarmEvent[] = [];
  /** Notifications sent, by the state that they told of; none where the alarm has no action for that state. */
  readonly actions: AlarmEvent[] = [];

  /** Minutes in which it went off. */
  get firedAt(): readonly number[] {
    return minutes(this.transitions, "ALARM");
  }

  /** Minutes in which somebody was told that it went off. */
  get actedAt(): readonly number[] {
    return minutes(this.actions, "ALARM");
  }

  /** Minutes in which it was over. */
  get resetAt(): readonly number[] {
    return this.transitions
      .filter(({ state }, index) => state !== "ALARM" && this.transitions[index - 1]?.state === "ALARM")
      .map(({ minute }) => minute);
  }
}

function minutes(events: readonly AlarmEvent[], of: AlarmState): readonly number[] {
  return events.filter(({ state }) => state === of).map(({ minute }) => minute);
}
