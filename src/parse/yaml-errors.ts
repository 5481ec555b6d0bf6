import type { YAMLError } from "yaml";
import { severalDocuments, tabIndentation, yamlSyntax } from "../diagnostics/catalogue/yaml";
import type { Diagnostic, SourceRange } from "../diagnostics/diagnostic";
import { MAX_SYNTAX_ERRORS } from "./limits";
import type { SourcePositions } from "./source-positions";

type Explanation = readonly [explanation: string, fix?: string];

const EXPLANATIONS: Readonly<Partial<Record<YAMLError["code"], Explanation>>> = {
  ALIAS_PROPS: ["an alias cannot carry an anchor or a tag"],
  BAD_ALIAS: ["the alias has no name"],
  BAD_DQ_ESCAPE: ["unknown escape sequence in double quotes", "write `\\\\` for a backslash, or use single quotes"],
  BAD_INDENT: [
    "the indentation does not fit, or a bracket is not closed",
    "align it with its neighbours and close every bracket",
  ],
  BAD_SCALAR_START: ["a value cannot begin with this character", "put the value in quotes"],
  BLOCK_AS_IMPLICIT_KEY: ["a second `:` on one line", "put the value in quotes, or its keys on lines of their own"],
  BLOCK_IN_FLOW: ["an indented block inside brackets", "write it inside brackets too"],
  KEY_OVER_1024_CHARS: ["a key is longer than 1,024 characters"],
  MISSING_CHAR: ["a quote, bracket, comma or space is missing", "close what is open"],
  MULTILINE_IMPLICIT_KEY: ["a key spans several lines, or a line lacks its `:`", "write `key: value`"],
  MULTIPLE_ANCHORS: ["a value has two anchors"],
  MULTIPLE_TAGS: ["a value has two tags"],
};

/** Syntax errors in the plan author's words, one a line, the first ones only. */
export function syntaxErrors(errors: readonly YAMLError[], positions: SourcePositions): readonly Diagnostic[] {
  const lines = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  for (const error of errors) {
    const range = positions.rangeInText(error.pos[0], error.pos[1]);
    if (lines.has(range.start.line) || diagnostics.length >= MAX_SYNTAX_ERRORS) continue;
    lines.add(range.start.line);
    diagnostics.push(syntaxError(error, range));
  }
  return diagnostics;
}

function syntaxError(error: YAMLError, range: SourceRange): Diagnostic {
  if (error.code === "TAB_AS_INDENT") return tabIndentation(range);
  if (error.code === "MULTIPLE_DOCS") return severalDocuments(range);
  const [explanation, fix] = EXPLANATIONS[error.code] ?? [lowerFirst(error.message)];
  return yamlSyntax(range, explanation, fix);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
