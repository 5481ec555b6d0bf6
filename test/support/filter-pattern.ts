import { runInNewContext } from "node:vm";

/** Whether a JSON filter pattern of CloudWatch Logs matches an event: `=`, `!=`, `NOT EXISTS`, `&&`, `||`, parentheses. */
export function patternMatches(pattern: string, event: unknown): boolean {
  const selector = String.raw`\$((?:\.[\w-]+|\[\d+\])+)`;
  const expression = pattern
    .replace(new RegExp(`${selector} NOT EXISTS`, "g"), '(value("$1") === undefined)')
    .replace(new RegExp(`${selector} (!?=) ("[^"]*")`, "g"), (_, path, operator, text) =>
      operator === "=" ? `(value("${path}") === ${text})` : `(value("${path}") !== ${text})`,
    );
  const value = (path: string) =>
    path
      .split(/[.[\]]/)
      .filter((key) => key !== "")
      .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], event);
  return runInNewContext(expression.replace(/^\{(.*)\}$/, "($1)"), { value });
}
