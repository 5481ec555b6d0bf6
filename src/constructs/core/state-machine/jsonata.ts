/*
 * Amazon States Language takes JSONata between `{%` and `%}`. Terraform reads only `${` and `%{`, which none of these
 * hold: a function call and an object stay apart by a parenthesis.
 */

export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** Text inside an expression. */
export function quoted(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n")}'`;
}

/** A value that may be missing: Step Functions stops at an expression without a result. */
export function orElse(expression: string, fallback: string): string {
  return `($value := ${expression}; $exists($value) ? $value : ${quoted(fallback)})`;
}

/** Any data inside an expression: JSONata reads JSON. Safe for texts of a plan, which could look like an expression. */
export function literal(data: unknown): string {
  return JSON.stringify(data);
}
