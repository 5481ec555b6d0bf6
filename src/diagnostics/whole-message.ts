import type { Diagnostic } from "./diagnostic";
import { visibleText } from "./visible-text";

/** The message with what was found, expected and to be done, as lines of plain text. */
export function wholeMessage({ message, found, expected, fix }: Diagnostic): string {
  return [
    message,
    ...(found === undefined ? [] : [`found: ${found}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ]
    .map(visibleText)
    .join("\n");
}
