/**
 * Characters that a terminal or a log viewer acts on instead of showing: C0 and C1 controls, line and paragraph
 * separators, bidirectional controls, lone surrogates. A plan may hold any of them; a report never does.
 */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const REPLACEMENT = "\ufffd";

/** One line of text that is safe to print: line ends become spaces, other controls the replacement character. */
export function visibleText(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(UNSHOWABLE, REPLACEMENT);
}

const QUOTED_MAX_LENGTH = 60;

/** Twice the longest path whose names are valid: a place is only found by the whole of it. */
const PATH_MAX_LENGTH = 300;

/** A name or value of the user's inside a sentence, cut to 60 characters. */
export function quoted(text: string): string {
  return cut(text, QUOTED_MAX_LENGTH);
}

/** A place in the plan inside a sentence: whole, unless one of its keys is beyond all measure. */
export function quotedPath(path: string): string {
  return cut(path, PATH_MAX_LENGTH);
}

function cut(text: string, maxLength: number): string {
  const safe = visibleText(text).replace(/`/g, "'");
  const characters = Array.from(safe);
  if (characters.length <= maxLength) return `\`${safe}\``;
  return `\`${characters.slice(0, maxLength).join("")}…\``;
}

const LISTED_MAX = 12;

/** `one of a, b, c`; long lists are cut to twelve, with the count of the rest. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 0) return "nothing: none is declared";
  const shown = names.slice(0, LISTED_MAX).map(quoted).join(", ");
  if (names.length === 1) return shown;
  const rest = names.length - LISTED_MAX;
  return rest > 0 ? `one of ${shown} and ${rest} more` : `one of ${shown}`;
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
