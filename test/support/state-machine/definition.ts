/** The parts of Amazon States Language that {@link execute} follows, with JSONata as the query language. */
export interface MachineDefinition {
  readonly QueryLanguage?: string;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

export interface StateDefinition {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Assign?: Template;
  readonly Output?: unknown;
  readonly Arguments?: unknown;
  readonly Resource?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly ChoiceRule[];
  readonly Default?: string;
  readonly Seconds?: unknown;
  readonly Timestamp?: unknown;
  readonly Branches?: readonly MachineDefinition[];
  readonly Items?: unknown;
  readonly ItemSelector?: unknown;
  readonly ItemProcessor?: MachineDefinition & { readonly ProcessorConfig?: { readonly Mode?: string } };
  readonly Error?: unknown;
  readonly Cause?: unknown;
}

/** JSON, any text of which may be an expression. */
export type Template = Readonly<Record<string, unknown>>;

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Assign?: Template;
  readonly Output?: unknown;
}

export interface ChoiceRule {
  readonly Condition: unknown;
  readonly Next: string;
  readonly Assign?: Template;
  readonly Output?: unknown;
}
