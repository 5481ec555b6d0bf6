import type { Step } from "../../observability/automation/step";
import { CALL_SECONDS, SCRIPT_SECONDS } from "../failover-budget";

/** A step with what becomes of the run when it fails. */
export interface RunStep {
  readonly step: Step;
  /** `stop`: people are told and the run has failed. `go-on`: the next step all the same. */
  readonly onFailure: "stop" | "go-on";
}

/** The step that every failure which stops a run leads to. */
export const TELL_FAILED = "tellFailed";

/** Seconds that a script needs beside its own wait: to start, and to say that the time is up. */
const SCRIPT_MARGIN_SECONDS = 20;

export interface ScriptHead {
  readonly name: string;
  readonly description: string;
  readonly handler: string;
  readonly script: string;
  readonly timeoutSeconds: number;
}

/** A step in Python. Newest runtime that all regions offer: python3.11 (Systems Manager user guide, aws:executeScript). */
export function script(
  { name, description, handler, script: text, timeoutSeconds }: ScriptHead,
  payload: Readonly<Record<string, unknown>>,
): Step {
  return {
    name,
    description,
    action: "aws:executeScript",
    timeoutSeconds,
    inputs: { Runtime: "python3.11", Handler: handler, InputPayload: payload, Script: text },
  };
}

/** A script that waits longer than one may run begins anew as often as it takes; it is told its time as `Seconds`. */
export function patientScript(head: ScriptHead, payload: Readonly<Record<string, unknown>>): Step {
  const maxAttempts = Math.max(1, Math.ceil(head.timeoutSeconds / SCRIPT_SECONDS));
  const timeoutSeconds = Math.floor(head.timeoutSeconds / maxAttempts);
  const Seconds = String(timeoutSeconds - SCRIPT_MARGIN_SECONDS);
  return { ...script({ ...head, timeoutSeconds }, { ...payload, Seconds }), maxAttempts };
}

/** A call of AWS that must succeed. */
export function must(step: Step): RunStep {
  return { step: limited(step), onFailure: "stop" };
}

/** A call of AWS that would be good to have. */
export function may(step: Step): RunStep {
  return { step: limited(step), onFailure: "go-on" };
}

function limited(step: Step): Step {
  return step.action === "aws:executeAwsApi" ? { ...step, timeoutSeconds: CALL_SECONDS } : step;
}

/** The steps one after another, to the last one's end; steps that end a run by the side follow them. */
export function chained(steps: readonly RunStep[]): readonly Step[] {
  return steps.map(({ step, onFailure }, index) => {
    const next = steps[index + 1]?.step.name;
    const failing = onFailure === "stop" ? TELL_FAILED : next;
    return {
      ...step,
      ...(failing === undefined ? {} : { onFailure: `step:${failing}` as const }),
      ...(onFailure === "stop" ? {} : { isCritical: false }),
      ...(next === undefined ? { isEnd: true as const } : branches(step) ? {} : { nextStep: next }),
    };
  });
}

/** A branch says itself where it goes. */
function branches({ action }: Step): boolean {
  return action === "aws:branch";
}

/** Longest time that a document can take by its steps' timeouts, in seconds. */
export function longestSeconds(steps: readonly Step[]): number {
  return steps.reduce((sum, { timeoutSeconds = 0, maxAttempts = 1 }) => sum + timeoutSeconds * maxAttempts, 0);
}
