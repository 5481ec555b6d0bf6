import type { Capability } from "../../../model/capabilities";
import type { Severity } from "../../../model/severities";
import type { EventText } from "./notification";

/** Events of an AWS service that are incidents, or may become one. */
export interface EventSource {
  /** Name of the rule after plan and environment. */
  readonly name: string;
  /** Of the rule, for people in the console. */
  readonly description: string;
  readonly severity: Severity;
  /** EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly text: EventText;
  readonly capabilities: readonly Capability[];
}
