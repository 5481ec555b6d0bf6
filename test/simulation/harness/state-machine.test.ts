import type { MachineDefinition, StateDefinition } from "../../support/state-machine/definition";
import { type ExecutionOptions, execute } from "../../support/state-machine/execute";

const START = "2026-01-05T09:00:00.000Z";

type States = Readonly<Record<string, StateDefinition>>;

function machine(states: States): MachineDefinition {
  return { QueryLanguage: "JSONata", StartAt: Object.keys(states)[0] ?? "", States: states };
}

function run(states: States, options: Partial<ExecutionOptions> = {}) {
  return execute(machine(states), { input: {}, startTime: START, handler: () => ({}), ...options });
}

/** What `Output` comes to in a state of its own. */
async function output(template: unknown, input: unknown = {}) {
  const execution = await run({ Only: { Type: "Pass", Output: template, End: true } }, { input });
  return execution.error?.Error ?? execution.output;
}

function failure(name: string, message = "no") {
  return Object.assign(new Error(message), { name });
}

describe("expressions", () => {
  it("stand anywhere in a field, and leave the rest as it is", async () => {
    const template = {
      static: "Hello",
      title: "{% $states.input.title %}",
      nested: [{ deep: "{% 1 + 1 %}" }, "$states.input.title"],
      yes: true,
      nothing: null,
    };
    expect(await output(template, { title: "Doctor" })).toEqual({
      static: "Hello",
      title: "Doctor",
      nested: [{ deep: 2 }, "$states.input.title"],
      yes: true,
      nothing: null,
    });
  });

  it("must have a result", async () => {
    expect(await output("{% $states.input.missing %}")).toBe("States.QueryEvaluationError");
    expect(await output({ a: ["{% $undefined %}"] })).toBe("States.QueryEvaluationError");
    expect(await output("{% 'a' + 1 %}")).toBe("States.QueryEvaluationError");
    expect(await output("{% function() { 1 } %}")).toBe("States.QueryEvaluationError");
    expect(await output("{% {'kept': 1, 'dropped': $states.input.missing} %}")).toEqual({ kept: 1 });
  });

  it("read the clock of the execution", async () => {
    expect(await output("{% $now() %}")).toBe(START);
    expect(await output("{% $millis() %}")).toBe(Date.parse(START));
    expect(await output("{% $now('[D01].[M01].[Y0001] [H01]h', '+0200') %}")).toBe("05.01.2026 11h");
  });

  it("have the functions that Step Functions adds", async () => {
    expect(await output("{% $parse('{\"a\": [1]}').a[0] %}")).toBe(1);
    expect(await output("{% $partition([1,2,3,4,5], 2) %}")).toEqual([[1, 2], [3, 4], [5]]);
    expect(await output("{% $range(0, 10, 2) %}")).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await output("{% $range(5, 0, -2) %}")).toEqual([5, 3, 1]);
    expect(await output("{% $hash('abc', 'SHA-1') %}")).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  });

  it("hold nothing that Step Functions does not know", async () => {
    for (const source of ["$states.input.a ?? 1", "$states.input.a ?: 1", "$eval('1')", "1 +"]) {
      await expect(output(`{% ${source} %}`)).rejects.toThrow();
    }
    await expect(output("{% 1")).rejects.toThrow("half an expression");
    expect(await output("{% '??' & $string($contains('b', /(?:b)/)) %}")).toBe("??true");
  });
});

describe("variables", () => {
  it("change once a state is left: its expressions see them as they were", async () => {
    const { variables, output: result } = await run({
      First: { Type: "Pass", Assign: { x: 3, a: 6 }, Next: "Second" },
      Second: { Type: "Pass", Assign: { x: "{% $a %}", nextX: "{% $x %}" }, Output: "{% $x %}", End: true },
    });
    expect(variables).toEqual({ x: 6, nextX: 3, a: 6 });
    expect(result).toBe(3);
  });

  it("of a branch are its own, and those around it are read only", async () => {
    const branch = (value: number): MachineDefinition => ({
      StartAt: `Set ${value}`,
      States: {
        [`Set ${value}`]: { Type: "Pass", Assign: { mine: value }, Next: `Get ${value}` },
        [`Get ${value}`]: { Type: "Pass", Output: "{% $mine + $outer %}", End: true },
      },
    });
    const around = (branches: readonly MachineDefinition[]) =>
      run({
        Begin: { Type: "Pass", Assign: { outer: 10 }, Next: "Both" },
        Both: { Type: "Parallel", Branches: branches, End: true },
      });
    const { output: result, variables } = await around([branch(1), branch(2)]);
    expect(result).toEqual([11, 12]);
    expect(variables).toEqual({ outer: 10 });
    const clash = { StartAt: "Clash", States: { Clash: { Type: "Pass", Assign: { outer: 1 }, End: true } } };
    await expect(around([clash])).rejects.toThrow("Clash assigns $outer");
  });
});

describe("a task", () => {
  it("passes its arguments to the service and its result on", async () => {
    const calls: unknown[] = [];
    const { output: result, variables } = await run(
      {
        Call: {
          Type: "Task",
          Resource: "arn:aws:states:::aws-sdk:ssm:getParameter",
          Arguments: { Name: "{% $states.input.name %}" },
          Assign: { value: "{% $states.result.Parameter.Value %}" },
          End: true,
        },
      },
      {
        input: { name: "n" },
        handler: (...call) => {
          calls.push(call);
          return { Parameter: { Value: "v" } };
        },
      },
    );
    expect(calls).toEqual([["arn:aws:states:::aws-sdk:ssm:getParameter", { Name: "n" }]]);
    expect(result).toEqual({ Parameter: { Value: "v" } });
    expect(variables).toEqual({ value: "v" });
  });

  // The developer guide's complex retry scenario, "Handling errors in Step Functions workflows".
  it("is tried again as its retriers say, then caught", async () => {
    const errors = ["ErrorA", "ErrorB", "ErrorC", "ErrorB", "never"];
    const times: string[] = [];
    const { status, trace, variables } = await run(
      {
        X: {
          Type: "Task",
          Resource: "r",
          Retry: [
            { ErrorEquals: ["ErrorA", "ErrorB"], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
            { ErrorEquals: ["ErrorC"], IntervalSeconds: 5 },
          ],
          Catch: [
            { ErrorEquals: ["Other"], Next: "Y" },
            { ErrorEquals: ["States.ALL"], Assign: { why: "{% $states.errorOutput %}" }, Next: "Z" },
          ],
          Next: "Y",
        },
        Y: { Type: "Succeed" },
        Z: { Type: "Succeed" },
      },
      {
        handler: () => {
          throw failure(errors.shift() ?? "");
        },
        onAdvance: (to) => void times.push(to.toISOString().slice(17, 19)),
      },
    );
    expect(status).toBe("SUCCEEDED");
    expect(trace.map(({ state }) => state)).toEqual(["X", "Z"]);
    expect(variables).toEqual({ why: { Error: "ErrorB", Cause: "no" } });
    // Waits of one, two and five seconds.
    expect(times).toEqual(["01", "03", "08"]);
    expect(errors).toEqual(["never"]);
  });

  it("can recover, and tells how often it was tried", async () => {
    const counts: unknown[] = [];
    const { output: result } = await run(
      {
        X: {
          Type: "Task",
          Resource: "r",
          Arguments: "{% $states.context.State.RetryCount %}",
          Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 2 }],
          End: true,
        },
      },
      {
        handler: (_, count) => {
          counts.push(count);
          if (counts.length < 3) throw failure("Throttled");
          return "fine";
        },
      },
    );
    expect([counts, result]).toEqual([[0, 1, 2], "fine"]);
  });

  it("fails the execution when nothing catches the error", async () => {
    const handler = () => {
      throw failure("Sns.NotFound", "no topic");
    };
    const execution = await run({ X: { Type: "Task", Resource: "r", End: true } }, { handler });
    expect(execution).toMatchObject({ status: "FAILED", error: { Error: "Sns.NotFound", Cause: "no topic" } });
  });

  it("catches an expression without a result, but not what is wrong with a test", async () => {
    const state: StateDefinition = {
      Type: "Task",
      Resource: "r",
      Assign: { x: "{% $states.result.missing %}" },
      Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "Caught" }],
      End: true,
    };
    const states = { X: state, Caught: { Type: "Succeed" } };
    expect((await run(states)).trace.map((entry) => entry.state)).toEqual(["X", "Caught"]);
    const broken = { ...states, X: { ...state, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }] } };
    const handlers = [() => expect(1).toBe(2), () => JSON.parse("{")];
    for (const handler of handlers) await expect(run(broken, { handler })).rejects.toThrow();
  });
});

describe("a choice", () => {
  const choice = (Choices: StateDefinition["Choices"], Default?: string) => ({
    C: { Type: "Choice", ...(Choices && { Choices }), ...(Default === undefined ? {} : { Default }) },
    A: { Type: "Succeed" },
    B: { Type: "Succeed" },
  });
  const last = async (states: States) => {
    const { trace, error } = await run(states, { input: { n: 5 } });
    return error?.Error ?? trace.at(-1)?.state;
  };

  it("takes the first rule that holds, else the default", async () => {
    expect(await last(choice([{ Condition: "{% $states.input.n > 9 %}", Next: "A" }], "B"))).toBe("B");
    const both = [
      { Condition: "{% $states.input.n > 3 %}", Next: "A" },
      { Condition: true, Next: "B" },
    ];
    expect(await last(choice(both))).toBe("A");
  });

  it("fails without a rule that holds, and on a condition that is neither true nor false", async () => {
    expect(await last(choice([{ Condition: "{% false %}", Next: "A" }]))).toBe("States.NoChoiceMatched");
    expect(await last(choice([{ Condition: "{% 'yes' %}", Next: "A" }], "B"))).toBe("States.QueryEvaluationError");
  });
});

describe("time", () => {
  it("passes in waits, by seconds and up to a time, and never runs back", async () => {
    const states: States = {
      One: { Type: "Wait", Seconds: "{% 60 * 15 %}", Next: "Two" },
      Two: { Type: "Wait", Timestamp: "2026-01-05T10:00:00Z", Next: "Three" },
      Three: { Type: "Wait", Timestamp: "2026-01-05T09:30:00Z", Next: "Four" },
      Four: { Type: "Pass", Output: "{% $states.context %}", End: true },
    };
    const seen: string[] = [];
    const { trace, output: result } = await run(states, { onAdvance: (to) => void seen.push(to.toISOString()) });
    expect(trace.map(({ time }) => time.slice(11, 16))).toEqual(["09:00", "09:15", "10:00", "10:00"]);
    expect(seen).toEqual(["2026-01-05T09:15:00.000Z", "2026-01-05T10:00:00.000Z"]);
    expect(result).toMatchObject({
      Execution: { Name: "execution", StartTime: START, Input: {} },
      State: { Name: "Four", EnteredTime: "2026-01-05T10:00:00.000Z" },
    });
    const { error } = await run({ One: { Type: "Wait", Seconds: "{% -1 %}", End: true } });
    expect(error?.Error).toBe("States.QueryEvaluationError");
  });

  it("passes side by side in branches: the longest counts", async () => {
    const waiting = (seconds: number): MachineDefinition => ({
      StartAt: `W${seconds}`,
      States: { [`W${seconds}`]: { Type: "Wait", Seconds: seconds, End: true } },
    });
    const { trace } = await run({
      Both: { Type: "Parallel", Branches: [waiting(120), waiting(60)], Next: "After" },
      After: { Type: "Succeed" },
    });
    expect(trace.map(({ state, time }) => [state, time.slice(11, 16)])).toEqual([
      ["Both", "09:00"],
      ["W120", "09:00"],
      ["W60", "09:00"],
      ["After", "09:02"],
    ]);
  });
});

describe("a map", () => {
  const items = [
    { name: "Widget", price: 5 },
    { name: "Bolt", price: 7 },
  ];

  it("runs its processor for each item", async () => {
    const { output: result } = await run(
      {
        Each: {
          Type: "Map",
          Items: "{% $states.input.items %}",
          ItemSelector: {
            at: "{% $states.context.Map.Item.Index %}",
            price: "{% $states.context.Map.Item.Value.price %}",
            shop: "{% $states.input.shop %}",
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: "INLINE" },
            StartAt: "One",
            States: {
              One: {
                Type: "Pass",
                Output: "{% $states.input.shop & $string($states.input.price + $states.input.at) %}",
                End: true,
              },
            },
          },
          Output: "{% $join($states.result, ' ') %}",
          End: true,
        },
      },
      { input: { items, shop: "s" } },
    );
    expect(result).toBe("s5 s8");
  });

  it("fails as a whole when an item fails, and can be caught", async () => {
    const { trace, output: result } = await run({
      Each: {
        Type: "Map",
        Items: items,
        ItemProcessor: {
          StartAt: "One",
          States: { One: { Type: "Fail", Error: "Broken", Cause: "{% $states.input.name %}" } },
        },
        Catch: [{ ErrorEquals: ["Broken"], Output: "{% $states.errorOutput.Cause %}", Next: "Caught" }],
        End: true,
      },
      Caught: { Type: "Succeed" },
    });
    expect(trace.map(({ state }) => state)).toEqual(["Each", "One", "Caught"]);
    expect(result).toBe("Widget");
  });
});

describe("a machine", () => {
  it("that Step Functions would refuse is an error of the test", async () => {
    await expect(run({ A: { Type: "Pass", Next: "Ghost" } })).rejects.toThrow("no state Ghost");
    await expect(run({ A: { Type: "Pass" } })).rejects.toThrow("A has neither a next state nor an end");
    await expect(run({ A: { Type: "Dance", End: true } })).rejects.toThrow("A is a Dance");
    const path = { StartAt: "A", States: { A: { Type: "Succeed" } } };
    await expect(execute(path, { input: {}, startTime: START, handler: () => ({}) })).rejects.toThrow("JSONata");
  });
});
