import type { Clock } from "./clock";
import type { MachineDefinition, StateDefinition, Template } from "./definition";
import { evaluate } from "./expression";
import { matchesError, StateError, serviceError } from "./state-error";

/** Plays the AWS services. */
export type Handler = (resource: string, args: unknown) => unknown;

export interface Trace {
  readonly state: string;
  /** ISO 8601. */
  readonly time: string;
}

export interface Scope {
  readonly clock: Clock;
  readonly handler: Handler;
  readonly trace: Trace[];
  /** Of this workflow. */
  readonly variables: Record<string, unknown>;
  /** Of the workflows around it: to be read, never to be assigned. */
  readonly outer: Readonly<Record<string, unknown>>;
  /** `$states.context`, save for the state. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Where an execution goes from a state; no `next` at its end. */
interface Step {
  readonly next?: string;
  readonly output: unknown;
}

/** What a state is doing: the values of `$states`. */
interface Entered {
  readonly name: string;
  readonly state: StateDefinition;
  readonly input: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Variables as they were on entry: whatever is assigned counts from the next state on. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The states of a machine, of a branch or of an item, with variables of their own. */
export class Workflow {
  constructor(
    private readonly definition: MachineDefinition,
    private readonly scope: Scope,
  ) {}

  /** @throws StateError when the workflow fails */
  async run(input: unknown): Promise<unknown> {
    let step: Step = { next: this.definition.StartAt, output: input };
    while (step.next !== undefined) step = await this.enter(step.next, step.output);
    return step.output;
  }

  private async enter(name: string, input: unknown): Promise<Step> {
    const state = this.definition.States[name];
    if (state === undefined) throw new Error(`no state ${name}`);
    const { clock, trace, outer, variables, context } = this.scope;
    trace.push({ state: name, time: clock.iso });
    const entered = {
      name,
      state,
      input,
      context: { ...context, State: { Name: name, EnteredTime: clock.iso, RetryCount: 0 } },
      variables: { ...outer, ...variables },
    };
    switch (state.Type) {
      case "Task":
      case "Parallel":
      case "Map":
        return this.work(entered);
      case "Choice":
        return this.choose(entered);
      case "Wait":
        return this.wait(entered);
      case "Pass":
        return this.leave(entered, input, {});
      case "Succeed":
        return { output: await this.output(entered, state.Output, input, {}) };
      case "Fail":
        throw new StateError(
          String((await this.evaluate(entered, state.Error, {})) ?? ""),
          String((await this.evaluate(entered, state.Cause, {})) ?? ""),
        );
      default:
        throw new Error(`${name} is a ${state.Type}, which is not known here`);
    }
  }

  /** A state that can fail, be retried and be caught. */
  private async work(entered: Entered): Promise<Step> {
    const attempts = new Map<number, number>();
    for (let retries = 0; ; retries++) {
      const attempt = { ...entered, context: withRetryCount(entered.context, retries) };
      try {
        const result = await this.result(attempt);
        // An expression of Output or Assign that fails is an error of the state, too.
        return await this.leave(attempt, result, { result });
      } catch (thrown) {
        if (!(thrown instanceof StateError)) throw thrown;
        const delay = retryDelay(entered.state, thrown, attempts);
        if (delay === null) return this.catch(entered, thrown);
        await this.scope.clock.advanceTo(this.scope.clock.now + delay * 1000);
      }
    }
  }

  private async result(entered: Entered): Promise<unknown> {
    const { state, input } = entered;
    const args = state.Arguments === undefined ? input : await this.evaluate(entered, state.Arguments, {});
    switch (state.Type) {
      case "Task":
        return this.call(entered, args);
      case "Parallel":
        return this.sideBySide(
          (state.Branches ?? []).map((branch) => ({ definition: branch, input: args, context: {} })),
        );
      default:
        return this.map(entered);
    }
  }

  private async call({ name, state }: Entered, args: unknown): Promise<unknown> {
    if (state.Resource === undefined) throw new Error(`${name} has no resource`);
    try {
      const result = await this.scope.handler(state.Resource, args);
      return result === undefined ? {} : JSON.parse(JSON.stringify(result));
    } catch (thrown) {
      throw serviceError(thrown);
    }
  }

  private async map(entered: Entered): Promise<unknown> {
    const { name, state, input } = entered;
    const { ItemProcessor: processor, ItemSelector: selector } = state;
    if (processor === undefined || processor.ProcessorConfig?.Mode === "DISTRIBUTED") {
      throw new Error(`${name} is no inline Map`);
    }
    const items = state.Items === undefined ? input : await this.evaluate(entered, state.Items, {});
    if (!Array.isArray(items)) throw new StateError("States.QueryEvaluationError", `the items of ${name} are no list`);
    const runs = [];
    for (const [index, item] of items.entries()) {
      const context = { Map: { Item: { Index: index, Value: item, Source: "STATE_DATA" } } };
      const selecting = { ...entered, context: { ...entered.context, ...context } };
      const selected = selector === undefined ? item : await this.evaluate(selecting, selector, {});
      runs.push({ definition: processor, input: selected, context });
    }
    return this.sideBySide(runs);
  }

  private async sideBySide(
    runs: readonly { readonly definition: MachineDefinition; readonly input: unknown; readonly context: object }[],
  ): Promise<readonly unknown[]> {
    const { clock, variables, outer, context } = this.scope;
    const clocks = runs.map(() => clock.branch());
    const results: unknown[] = [];
    for (const [index, run] of runs.entries()) {
      const scope = {
        ...this.scope,
        clock: clocks[index] ?? clock,
        variables: {},
        outer: { ...outer, ...variables },
        context: { ...context, ...run.context },
      };
      results.push(await new Workflow(run.definition, scope).run(run.input));
    }
    clock.join(clocks);
    return results;
  }

  private async catch(entered: Entered, error: StateError): Promise<Step> {
    const catcher = entered.state.Catch?.find(({ ErrorEquals }) => matchesError(error, ErrorEquals));
    if (catcher === undefined) throw error;
    const extra = { errorOutput: error.output };
    const output = await this.output(entered, catcher.Output, error.output, extra);
    await this.assign(entered, catcher.Assign, extra);
    return { next: catcher.Next, output };
  }

  private async choose(entered: Entered): Promise<Step> {
    const { name, state, input } = entered;
    for (const { Condition, Next, Output, Assign } of state.Choices ?? []) {
      const holds = await this.evaluate(entered, Condition, {});
      if (typeof holds !== "boolean") {
        throw new StateError("States.QueryEvaluationError", `a condition of ${name} is ${JSON.stringify(holds)}`);
      }
      if (!holds) continue;
      // A rule has Output and Assign of its own; the state's count for the default.
      const output = await this.output(entered, Output, input, {});
      await this.assign(entered, Assign, {});
      return { next: Next, output };
    }
    if (state.Default === undefined) throw new StateError("States.NoChoiceMatched", `no choice of ${name} holds`);
    const { output } = await this.leave(entered, input, {});
    return { next: state.Default, output };
  }

  private async wait(entered: Entered): Promise<Step> {
    const { name, state, input } = entered;
    const { clock } = this.scope;
    const seconds = await this.evaluate(entered, state.Seconds, {});
    const timestamp = await this.evaluate(entered, state.Timestamp, {});
    const until = timestamp === undefined ? clock.now + Number(seconds) * 1000 : Date.parse(String(timestamp));
    // Developer guide, Wait state: whole seconds, at most 99999999 of them.
    const wrongSeconds = timestamp === undefined && !(Number.isInteger(seconds) && Number(seconds) <= 99_999_999);
    if (Number.isNaN(until) || wrongSeconds || Number(seconds) < 0) {
      throw new StateError("States.QueryEvaluationError", `${name} cannot wait for ${String(timestamp ?? seconds)}`);
    }
    await clock.advanceTo(until);
    return this.leave(entered, input, {});
  }

  /** Output and Assign are evaluated side by side: neither sees what the other does. */
  private async leave(entered: Entered, otherwise: unknown, extra: object): Promise<Step> {
    const { name, state } = entered;
    const output = await this.output(entered, state.Output, otherwise, extra);
    await this.assign(entered, state.Assign, extra);
    if (state.Next !== undefined) return { next: state.Next, output };
    if (state.End !== true && state.Type !== "Choice") throw new Error(`${name} has neither a next state nor an end`);
    return { output };
  }

  private async output(entered: Entered, template: unknown, otherwise: unknown, extra: object): Promise<unknown> {
    return template === undefined ? otherwise : this.evaluate(entered, template, extra);
  }

  private async assign(entered: Entered, template: Template | undefined, extra: object): Promise<void> {
    if (template === undefined) return;
    const { outer, variables } = this.scope;
    for (const name of Object.keys(template)) {
      // Developer guide, "Variable scope": creating such a machine is refused.
      if (name in outer) throw new Error(`${entered.name} assigns $${name}, which a workflow around it has`);
    }
    Object.assign(variables, await this.evaluate(entered, template, extra));
  }

  private evaluate(entered: Entered, template: unknown, extra: object): Promise<unknown> {
    const states = { input: entered.input, context: entered.context, ...extra };
    return evaluate(template, { ...entered.variables, states }, this.scope.clock.now);
  }
}

function withRetryCount(
  context: Readonly<Record<string, unknown>>,
  retries: number,
): Readonly<Record<string, unknown>> {
  return retries === 0 ? context : { ...context, State: { ...(context.State as object), RetryCount: retries } };
}

/**
 * Seconds until the next try, null when there is none. Jitter is left out: a try comes as late as it can. Defaults are
 * those of the developer guide, "Retrying after an error".
 */
function retryDelay(state: StateDefinition, error: StateError, attempts: Map<number, number>): number | null {
  const index = (state.Retry ?? []).findIndex(({ ErrorEquals }) => matchesError(error, ErrorEquals));
  const retrier = state.Retry?.[index];
  if (retrier === undefined) return null;
  const done = attempts.get(index) ?? 0;
  if (done >= (retrier.MaxAttempts ?? 3)) return null;
  attempts.set(index, done + 1);
  const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** done;
  return Math.min(delay, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
}
