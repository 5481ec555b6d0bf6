/** A value that the shell expands, as it stands in the command. */
export interface Expression {
  readonly expression: string;
}

/** Longest command on one line; a longer one has a line per option. */
const LINE_WIDTH = 110;

/** Nothing in these is special to bash. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A shell variable, in quotes, so that an empty one is an error of the tool rather than a missing argument. */
export function variable(name: string): Expression {
  return { expression: `"$${name}"` };
}

/** A shell expression that is already written for bash. */
export function expression(text: string): Expression {
  return { expression: text };
}

/** One argument: bare where bash takes it as it is, else in the quotes that need the least escaping. */
export function argument(value: string | number | Expression): string {
  if (typeof value === "object") return value.expression;
  const text = String(value);
  if (PLAIN.test(text)) return text;
  if (text.includes("'") && !/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The value of a variable without the beginning that matches: `#` the shortest match, `##` the longest. */
export function withoutPrefix(name: string, cut: "#" | "##", pattern: string): string {
  return `"\${${name}${cut}${pattern}}"`;
}

/** Words of a command laid out on one line, or a line per option. */
export function layOut(command: string, options: readonly string[]): string {
  const line = [command, ...options].join(" ");
  return line.length <= LINE_WIDTH ? line : [command, ...options].join(" \\\n  ");
}

/** `NAME=$(command)` */
export function assign(name: string, command: string): string {
  return `${name}=$(${command})`;
}

/** Seconds since 1970, so long ago. Arithmetic of the shell, since `date -d` is not the same everywhere. */
export function secondsAgo(seconds: number): Expression {
  return expression(seconds === 0 ? '"$(date +%s)"' : `"$(( $(date +%s) - ${seconds} ))"`);
}

/** Asks for what only the incident knows; a command before it shows the choices. */
export function ask(name: string, words: string): string {
  return `read -r -p ${argument(`${words}: `)} ${name}`;
}
