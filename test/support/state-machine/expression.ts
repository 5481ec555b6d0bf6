import jsonata from "jsonata";
import { StateError } from "./state-error";
import { STEP_FUNCTIONS, timeFunctions } from "./step-functions";

/** Compiled once for all executions: a machine that runs every five minutes runs thousands of times in a test. */
const compiled = new Map<string, jsonata.Expression>();

/** Texts and pattern literals, whose content is no code. */
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;

/**
 * The JSON of a field with every expression in it replaced by its result.
 *
 * @param bindings variables of the machine and `states`, without their `$`
 * @throws StateError States.QueryEvaluationError, also for an expression without a result (developer guide,
 * "Handling expression errors")
 */
export async function evaluate(
  template: unknown,
  bindings: Readonly<Record<string, unknown>>,
  now: number,
): Promise<unknown> {
  if (typeof template === "string") {
    return isExpression(template) ? result(template.slice(2, -2).trim(), bindings, now) : template;
  }
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (const item of template) items.push(await evaluate(item, bindings, now));
    return items;
  }
  if (typeof template !== "object" || template === null) return template;
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(template)) entries.push([key, await evaluate(value, bindings, now)]);
  return Object.fromEntries(entries);
}

export function isExpression(text: string): boolean {
  const [opens, closes] = [text.startsWith("{%"), text.endsWith("%}")];
  if (opens !== closes) throw new Error(`half an expression: ${text}`);
  return opens;
}

async function result(source: string, bindings: Readonly<Record<string, unknown>>, now: number): Promise<unknown> {
  const expression = compile(source);
  let value: unknown;
  try {
    value = await expression.evaluate(undefined, { ...timeFunctions(now), ...STEP_FUNCTIONS, ...bindings });
  } catch (thrown) {
    throw new StateError("States.QueryEvaluationError", `${messageOf(thrown)} in ${source}`);
  }
  const json = JSON.stringify(value, withoutFunctions);
  if (json === undefined) throw new StateError("States.QueryEvaluationError", `no result of ${source}`);
  return JSON.parse(json);
}

/** A function is no JSON. JSONata's own are objects that say so. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const isFunction = typeof value === "object" && value !== null && "_jsonata_lambda" in value;
  return isFunction ? undefined : value;
}

/** @throws Error for what Step Functions refuses when a machine is created: a fault of the machine, not of a run */
function compile(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  // Step Functions runs JSONata 2.0.6; the operators `??` and `?:` came later, and $eval is left out.
  const code = source.replace(LITERAL, "''");
  const refused = /\?\?|(?<!\()\?:|\$eval\b/.exec(code);
  if (refused !== null) throw new Error(`Step Functions has no ${refused[0]}: ${source}`);
  let expression: jsonata.Expression;
  try {
    expression = jsonata(source);
  } catch (thrown) {
    throw new Error(`${messageOf(thrown)} in ${source}`);
  }
  compiled.set(source, expression);
  return expression;
}

function messageOf(thrown: unknown): string {
  return typeof thrown === "object" && thrown !== null && "message" in thrown ? String(thrown.message) : String(thrown);
}
