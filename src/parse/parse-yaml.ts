import { parseDocument } from "yaml";
import { emptyFile, fileTooLarge, notAMap, tooDeep, tooManyValues } from "../diagnostics/catalogue/yaml";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic";
import { MAX_BYTES, MAX_DEPTH, MAX_VALUES } from "./limits";
import { YamlLocator } from "./locate-yaml";
import type { Layer, LocatedMap, LocatedNode, SourceFile } from "./located";
import { firstTooDeep } from "./scan-depth";
import { SourcePositions, startOf } from "./source-positions";
import { syntaxErrors } from "./yaml-errors";

export interface YamlResult {
  /** null when the text cannot be read at all; with other errors it holds what could be read. */
  readonly tree: LocatedMap | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads YAML 1.2 (core schema: `012` is the number 12, `0o14` too, dates stay text, `yes` is text), whatever
 * `%YAML` directive the file has. Bounded in size, depth and expansion before anything recurses.
 */
export function parseYaml(source: SourceFile, layer: Layer): YamlResult {
  const refused = refuse(source);
  if (refused) return { tree: null, diagnostics: [refused] };
  const positions = new SourcePositions(source);
  const document = parseDocument(source.text, {
    schema: "core",
    merge: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    // "silent" would also keep quiet about a second document.
    logLevel: "error",
  });
  if (document.errors.length > 0) return { tree: null, diagnostics: syntaxErrors(document.errors, positions) };
  if (!document.contents) return { tree: null, diagnostics: [emptyFile(startOf(source.name))] };
  const locator = new YamlLocator(positions, layer);
  const { node, values, depth } = locator.locate(document.contents);
  if (values > MAX_VALUES) return { tree: null, diagnostics: [tooManyValues(startOf(source.name), MAX_VALUES)] };
  if (depth > MAX_DEPTH) return { tree: null, diagnostics: [tooDeep(startOf(source.name), MAX_DEPTH)] };
  return topLevel(node, source, locator.diagnostics);
}

function refuse(source: SourceFile): Diagnostic | undefined {
  const bytes = Buffer.byteLength(source.text, "utf8");
  if (bytes > MAX_BYTES) return fileTooLarge(startOf(source.name), bytes, MAX_BYTES);
  const deep = firstTooDeep(source.text, MAX_DEPTH);
  if (deep === undefined) return undefined;
  return tooDeep(new SourcePositions(source).range(deep, deep + 1), MAX_DEPTH);
}

function topLevel(node: LocatedNode, source: SourceFile, diagnostics: readonly Diagnostic[]): YamlResult {
  if (node.kind === "map") return { tree: node, diagnostics };
  if (node.kind === "scalar" && node.value === null && !hasErrors(diagnostics)) {
    return { tree: null, diagnostics: [emptyFile(startOf(source.name))] };
  }
  const found = node.kind === "list" ? "a list" : "a single value";
  return { tree: null, diagnostics: [...diagnostics, notAMap(node.origin.range, found)] };
}
