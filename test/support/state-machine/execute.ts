import { Clock } from "./clock";
import type { MachineDefinition } from "./definition";
import { StateError } from "./state-error";
import { type Handler, type Trace, Workflow } from "./workflow";

export interface ExecutionOptions {
  readonly input: unknown;
  /** ISO 8601. */
  readonly startTime: string;
  /** Plays the AWS services: gets a task's resource and arguments, returns its result or throws {name, message}. */
  readonly handler: Handler;
  readonly name?: string;
  /** Called when time has passed, by a Wait or before a retry: the test's chance to change the world. */
  readonly onAdvance?: (to: Date) => void | Promise<void>;
}

export interface Execution {
  readonly status: "SUCCEEDED" | "FAILED";
  /** Null of a failed execution. */
  readonly output: unknown;
  /** Null of one that succeeded. */
  readonly error: { readonly Error: string; readonly Cause: string } | null;
  /** States in the order in which they were entered, with their times in ISO 8601; branches stand one after another. */
  readonly trace: readonly Trace[];
  /** Of the outermost scope, without their `$`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Runs a state machine as Step Functions would, on a clock of its own. Branches of a Parallel and items of a Map run
 * one after another, each from the time at which the state was entered.
 *
 * @throws Error for a machine that Step Functions would refuse, and for faults of the handler itself
 */
export async function execute(machine: MachineDefinition, options: ExecutionOptions): Promise<Execution> {
  if (machine.QueryLanguage !== "JSONata") throw new Error("only machines in JSONata run here");
  const start = Date.parse(options.startTime);
  if (Number.isNaN(start)) throw new Error(`no time: ${options.startTime}`);
  const name = options.name ?? "execution";
  const trace: Trace[] = [];
  const variables: Record<string, unknown> = {};
  const workflow = new Workflow(machine, {
    clock: new Clock(start, options.onAdvance ?? (() => {})),
    handler: options.handler,
    trace,
    variables,
    outer: {},
    context: {
      Execution: {
        Id: `arn:aws:states:eu-west-1:111122223333:execution:machine:${name}`,
        Input: options.input,
        Name: name,
        StartTime: new Date(start).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: "arn:aws:states:eu-west-1:111122223333:stateMachine:machine", Name: "machine" },
    },
  });
  try {
    return { status: "SUCCEEDED", output: await workflow.run(options.input), error: null, trace, variables };
  } catch (thrown) {
    if (!(thrown instanceof StateError)) throw thrown;
    return { status: "FAILED", output: null, error: thrown.output, trace, variables };
  }
}
