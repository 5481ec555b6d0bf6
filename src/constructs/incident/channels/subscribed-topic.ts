import type { Capability } from "../../../model/capabilities";

/** A topic that a channel listens to. */
export interface SubscribedTopic {
  /** Construct id: `critical`, `global_critical`, `escalation`. */
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  /** What listening to it provides. */
  readonly capability: Capability;
}
