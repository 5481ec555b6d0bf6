import jsonata from "jsonata";
import type { Json } from "../../support/data-incident-stacks";

/** An AWS API call that a machine made. */
export interface Call {
  readonly integration: string;
  readonly arguments: Json;
}

export interface Run {
  /** States in the order they were entered. */
  readonly path: readonly string[];
  readonly calls: readonly Call[];
  /** Seconds of each wait. */
  readonly waits: readonly number[];
}

/** An error that an API answers with, by the name that Step Functions gives it. */
export class Answer extends Error {}

/** Answers a call; throws {@link Answer} for an error. */
export type Api = (call: Call) => unknown;

/**
 * Runs a state machine's definition: states of one branch in JSONata, with the semantics of `Assign`, `Arguments`,
 * `Output`, `Choices` and `Catch` in the Step Functions developer guide. An expression without a value is an error, as there.
 */
export async function runMachine(definition: Json, input: Json, api: Api): Promise<Run> {
  const path: string[] = [];
  const calls: Call[] = [];
  const waits: number[] = [];
  let variables: Json = {};
  let current: string | undefined = definition.StartAt;
  let value: unknown = input;
  while (current !== undefined) {
    const state: Json = definition.States[current];
    path.push(current);
    const bindings = { states: { input: value }, ...variables };
    switch (state.Type) {
      case "Pass":
        variables = { ...variables, ...(await evaluate(state.Assign, bindings)) };
        current = state.Next;
        break;
      case "Wait":
        waits.push(Number(await evaluate(state.Seconds, bindings)));
        current = state.Next;
        break;
      case "Choice":
        current = await chosen(state, bindings);
        break;
      case "Task": {
        const call = {
          integration: String(state.Resource).replace("arn:aws:states:::", ""),
          arguments: (await evaluate(state.Arguments, bindings)) as Json,
        };
        calls.push(call);
        try {
          const result = api(call);
          const after = { states: { input: value, result }, ...variables };
          variables = { ...variables, ...(await evaluate(state.Assign ?? {}, after)) };
          value = state.Output === undefined ? result : await evaluate(state.Output, after);
          current = state.Next;
        } catch (error) {
          if (!(error instanceof Answer)) throw error;
          const caught = (state.Catch ?? []).find(({ ErrorEquals }: Json) =>
            ErrorEquals.some((name: string) => name === error.message || name === "States.ALL"),
          );
          if (caught === undefined) throw error;
          current = caught.Next;
        }
        break;
      }
      default:
        current = undefined;
    }
  }
  return { path, calls, waits };
}

async function chosen(state: Json, bindings: Json): Promise<string> {
  for (const { Condition, Next } of state.Choices) {
    const result = await evaluate(Condition, bindings);
    if (typeof result !== "boolean") throw new Error(`${Condition} is no condition: ${result}`);
    if (result) return Next;
  }
  return state.Default;
}

async function evaluate(value: unknown, bindings: Json): Promise<Json> {
  if (typeof value === "string" && value.startsWith("{%")) {
    const result = await jsonata(value.slice(2, -2)).evaluate({}, bindings);
    if (result === undefined) throw new Error(`no value: ${value}`);
    return JSON.parse(JSON.stringify(result));
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => evaluate(item, bindings)));
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(async ([key, child]) => [key, await evaluate(child, bindings)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
  return value as Json;
}
