import type { Severity } from "../../../model/severities";
import type { Duration } from "../../../model/units/duration";
import type { Channel } from "../escalation-steps";

/** A step of the escalation in one region, with the topics of its channels. */
export interface EscalationStep {
  readonly after: Duration;
  readonly severities: readonly Severity[];
  readonly targets: readonly EscalationTarget[];
}

export interface EscalationTarget {
  readonly channel: string;
  readonly type: Channel["type"];
  readonly topicArn: string;
}
