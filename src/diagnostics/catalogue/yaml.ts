import type { Diagnostic, SourceRange } from "../diagnostic";
import { counted, quoted } from "../visible-text";
import { error } from "./finding";

/** Findings about a file's text, before anything is known of what it means. */

export function emptyFile(range: SourceRange): Diagnostic {
  return error("empty-file", range, {
    message: "the file holds no plan",
    expected: "a map that begins with `apiVersion: opsplan/v1`",
    fix: "start one with `opsplan init`, or use a blueprint",
  });
}

export function fileTooLarge(range: SourceRange, bytes: number, limit: number): Diagnostic {
  return error("file-too-large", range, {
    message: "the file is too large for a plan",
    found: counted(bytes, "byte"),
    expected: `at most ${counted(limit, "byte")}`,
  });
}

export function tooDeep(range: SourceRange, limit: number): Diagnostic {
  return error("nested-too-deep", range, {
    message: "the file is nested too deep",
    expected: `at most ${limit} levels`,
  });
}

export function tooManyValues(range: SourceRange, limit: number): Diagnostic {
  return error("too-many-values", range, {
    message: "the file holds too many values once its aliases are expanded",
    expected: `at most ${limit.toLocaleString("en-US")} values`,
    fix: "write out what the aliases repeat, or split the plan",
  });
}

export function tabIndentation(range: SourceRange): Diagnostic {
  return error("tab-indentation", range, {
    message: "a tab is used as indentation",
    expected: "spaces: YAML allows no tabs there",
    fix: "replace the tab with spaces",
  });
}

export function yamlSyntax(range: SourceRange, explanation: string, fix?: string): Diagnostic {
  return error("yaml-syntax", range, {
    message: `not valid YAML: ${explanation}`,
    ...(fix === undefined ? {} : { fix }),
  });
}

export function severalDocuments(range: SourceRange): Diagnostic {
  return error("several-documents", range, {
    message: "the file holds more than one YAML document",
    expected: "one plan a file",
    fix: "move what follows `---` to a file of its own",
  });
}

export function notAMap(range: SourceRange, found: string): Diagnostic {
  return error("not-a-map", range, {
    message: "the file is not a map of keys",
    found,
    expected: "keys such as `apiVersion`, `kind` and `metadata`",
  });
}

export function duplicateKey(range: SourceRange, key: string, first: SourceRange): Diagnostic {
  return error("duplicate-key", range, {
    message: `key ${quoted(key)} stands twice in the same map`,
    fix: "keep one of the two",
    related: [{ range: first, message: "first here" }],
  });
}

export function keyNotText(range: SourceRange, found: string): Diagnostic {
  return error("key-not-text", range, {
    message: "a key is not text",
    found,
    expected: "a name; in quotes when it reads as a number, true, false or null",
  });
}

export function forbiddenKey(range: SourceRange, key: string): Diagnostic {
  return error("forbidden-key", range, {
    message: `key ${quoted(key)} is not allowed`,
    fix: "choose another name",
  });
}

export function mergeKey(range: SourceRange): Diagnostic {
  return error("merge-key", range, {
    message: "YAML merge keys (`<<`) are not supported",
    fix: "repeat the keys, or let layers merge: `uses` a blueprint, or override in `environments`",
  });
}

export function customTag(range: SourceRange, tag: string): Diagnostic {
  return error("custom-tag", range, {
    message: `YAML tag ${quoted(tag)} is not supported`,
    expected: "plain text, numbers, true, false, null, lists and maps",
    fix: "remove the tag",
  });
}

export function unknownAlias(range: SourceRange, name: string): Diagnostic {
  return error("unknown-alias", range, {
    message: `alias ${quoted(`*${name}`)} names no anchor above it`,
    fix: `write ${quoted(`&${name}`)} before the value it stands for`,
  });
}

export function recursiveAlias(range: SourceRange, name: string): Diagnostic {
  return error("recursive-alias", range, {
    message: `alias ${quoted(`*${name}`)} stands inside the value it names`,
    fix: "write the value out",
  });
}

export function notFinite(range: SourceRange, found: string): Diagnostic {
  return error("not-finite", range, {
    message: "a number is not finite",
    found,
    expected: "a number, or text in quotes",
  });
}
