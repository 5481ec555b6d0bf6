import type { Subject } from "../../../evidence/evidence";

/** Types of parameters and outputs (Systems Manager user guide, "Data elements and parameters"). */
export type DataType = "String" | "StringList" | "Integer" | "Boolean" | "StringMap" | "MapList";

/** One step of an Automation runbook, in the words of its schema version 0.3. */
export interface Step {
  /** Letters, digits and underscores, unique in the document. */
  readonly name: string;
  readonly description: string;
  readonly action:
    | "aws:approve"
    | "aws:branch"
    | "aws:executeAutomation"
    | "aws:executeAwsApi"
    | "aws:executeScript"
    | "aws:waitForAwsResourceProperty"
    | "aws:assertAwsResourceProperty"
    | "aws:sleep";
  readonly timeoutSeconds?: number;
  /** Tries in all; one where it is not given. */
  readonly maxAttempts?: number;
  readonly onFailure?: "Abort" | `step:${string}`;
  readonly isCritical?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly StepOutput[];
  readonly nextStep?: string;
  readonly isEnd?: true;
}

export interface StepOutput {
  readonly Name: string;
  /** JSONPath. Automation knows `.name`, `..name` and `[index]` (user guide, "Using JSONPath in runbooks"). */
  readonly Selector: string;
  readonly Type: DataType;
}

/** A request to AWS: service as boto3 names it, operation and parameters as its API does. */
export interface ApiCall {
  readonly service: string;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Where in an answer to look. */
export interface Property {
  readonly of: ApiCall;
  /** JSONPath, as in {@link StepOutput}. */
  readonly at: string;
}

/**
 * A call takes 25 seconds at most (user guide, aws:executeAwsApi), and Automation tries throttled ones again; two
 * minutes hold a few such tries.
 */
const CALL_SECONDS = 120;

interface StepHead {
  readonly name: string;
  readonly description: string;
}

/** Calls AWS once. The run ends as failed where the call does. */
export function call(head: StepHead, request: ApiCall, outputs: readonly StepOutput[] = []): Step {
  return {
    ...head,
    action: "aws:executeAwsApi",
    timeoutSeconds: CALL_SECONDS,
    onFailure: "Abort",
    inputs: inputsOf(request),
    ...(outputs.length === 0 ? {} : { outputs }),
  };
}

/** Asks until a property has one of the values; after the time the run ends as timed out. */
export function waitUntil(
  head: StepHead,
  { of, at }: Property,
  values: readonly unknown[],
  timeoutSeconds: number,
): Step {
  return {
    ...head,
    action: "aws:waitForAwsResourceProperty",
    timeoutSeconds,
    onFailure: "Abort",
    inputs: { ...inputsOf(of), PropertySelector: at, DesiredValues: values },
  };
}

/** The run ends as failed unless a property has one of the values now. */
export function insist(head: StepHead, { of, at }: Property, values: readonly unknown[]): Step {
  return {
    ...head,
    action: "aws:assertAwsResourceProperty",
    timeoutSeconds: CALL_SECONDS,
    onFailure: "Abort",
    inputs: { ...inputsOf(of), PropertySelector: at, DesiredValues: values },
  };
}

/**
 * Goes one of two ways: on where a property has one of the values now, elsewhere where it has another or is not there.
 * An aws:branch could not: it needs an output, and an output that is not there fails its step.
 */
export function either(
  head: StepHead,
  property: Property,
  values: readonly unknown[],
  ways: { readonly yes: string; readonly no: string },
): Step {
  const { name, description, action, timeoutSeconds, inputs } = insist(head, property, values);
  return {
    name,
    description,
    action,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    onFailure: `step:${ways.no}`,
    // Going the other way is no failure of the run.
    isCritical: false,
    inputs,
    nextStep: ways.yes,
  };
}

export function pause(head: StepHead, minutes: number): Step {
  return { ...head, action: "aws:sleep", onFailure: "Abort", inputs: { Duration: `PT${minutes}M` } };
}

/** The value of a parameter or, with a dot, of an earlier step's output. */
export function reference(name: string): string {
  return `{{ ${name} }}`;
}

export function output(name: string, selector: string, type: DataType = "String"): StepOutput {
  return { Name: name, Selector: selector, Type: type };
}

/** The steps one after another: each goes to the next unless it says where it goes, and the last one ends the run. */
export function inOrder(...steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    if (step.nextStep !== undefined || step.isEnd) return step;
    return next === undefined ? { ...step, isEnd: true } : { ...step, nextStep: next.name };
  });
}

function inputsOf({ service, operation, parameters }: ApiCall): Readonly<Record<string, unknown>> {
  return { Service: service, Api: operation, ...parameters };
}

/** Words for the descriptions: `service checkout`. */
export function subjectWords({ kind, name }: Subject): string {
  return `${kind} ${name}`;
}
