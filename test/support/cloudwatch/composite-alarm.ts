import { ActionGate } from "./action-gate";
import type { AlarmState, CompositeAlarmDefinition } from "./alarm-definition";
import { AlarmHistory } from "./alarm-history";
import { type AlarmRule, parseAlarmRule } from "./alarm-rule";

/** An alarm on the state of others. */
export class CompositeAlarm {
  readonly history = new AlarmHistory();
  readonly rule: AlarmRule;
  private current: AlarmState = "INSUFFICIENT_DATA";
  private readonly gate: ActionGate | null;
  private changed = false;

  constructor(readonly definition: CompositeAlarmDefinition) {
    this.rule = parseAlarmRule(definition.rule);
    this.gate = definition.suppressor === null ? null : new ActionGate(definition.suppressor);
  }

  get state(): AlarmState {
    return this.current;
  }

  evaluate(minute: number, stateOf: (alarm: string) => AlarmState): void {
    this.enter(this.rule.evaluate(stateOf) ? "ALARM" : "OK", minute);
  }

  enter(state: AlarmState, minute: number): void {
    if (state === this.current) return;
    this.current = state;
    this.changed = true;
    this.history.transitions.push({ minute, state });
  }

  /** Once every alarm has its state: actions depend on the suppressor's. */
  act(minute: number, stateOf: (alarm: string) => AlarmState): void {
    const { suppressor, acts } = this.definition;
    const { changed } = this;
    this.changed = false;
    const suppressorOn = suppressor !== null && stateOf(suppressor.alarm) === "ALARM";
    const runs = this.gate === null ? changed : this.gate.passes(minute, { changed, suppressorOn });
    if (runs && acts[this.current]) this.history.actions.push({ minute, state: this.current });
  }
}
