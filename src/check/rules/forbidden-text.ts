import { forbiddenText } from "../../diagnostics/catalogue/text";
import { pathText } from "../../parse/locate";
import { texts } from "../places";
import type { Rule } from "../rule";

/** Line feeds and tabs are text; everything else that is not shown, or turns the reading direction, hides something. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/(?![\t\n\r])\p{Cc}/u, "a control character"],
  [/[\u202a-\u202e\u2066-\u2069]/, "a character that turns the reading direction"],
  [/\p{Cs}/u, "half a character"],
  // CDKTF replaces its own marks wherever they stand, so a text with one would turn into a reference.
  [/TfToken\[/, "a mark that CDKTF uses for references, `TfToken[`"],
];

/** Text that no output can carry. */
export const forbiddenTextRule: Rule = {
  code: "forbidden-text",
  check({ written }) {
    return [...texts(written)].flatMap(({ text, range, path }) => {
      const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
      return kind === undefined ? [] : [forbiddenText(range, pathText(written, path), kind)];
    });
  },
};
