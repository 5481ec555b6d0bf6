import type { z } from "zod";
import {
  accountDigits,
  badFormat,
  badKey,
  missingKey,
  outOfRange,
  unknownKey,
  unknownValue,
  wrongType,
} from "../diagnostics/catalogue/shape";
import type { Diagnostic, SourceRange } from "../diagnostics/diagnostic";
import { nearestName } from "../diagnostics/nearest-name";
import { counted, oneOf, quoted } from "../diagnostics/visible-text";
import { locate, locateKey, type NodePath, nodeAtPath, pathText } from "../parse/locate";
import type { LocatedMap, LocatedNode } from "../parse/located";
import { asksForClosedService } from "./closed-service";
import { expectedWords, formatWords, patternOf, rangeWords } from "./expected-words";
import { definitionOf, knownKeys, optionFor, placeAt, type SchemaPlace } from "./schema-place";

type Issue = z.core.$ZodIssue;

/** A schema issue in the plan author's words, at the place it is about. One finding a place. */
export function shapeDiagnostics(tree: LocatedMap, issues: readonly Issue[]): readonly Diagnostic[] {
  const seen = new Set(misspeltPaths(tree, issues));
  return issues.flatMap((issue) => {
    const path = pathOf(issue);
    const key = JSON.stringify(path);
    if (issue.code !== "unrecognized_keys" && seen.has(key)) return [];
    if (issue.code !== "unrecognized_keys") seen.add(key);
    return new PlaceReport(tree, path).diagnose(issue);
  });
}

/** Places of keys that are there under a misspelt name: that they are missing as well would be the same finding twice. */
function misspeltPaths(tree: LocatedMap, issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    const path = pathOf(issue);
    const known = knownKeys(tree, path);
    return issue.keys.flatMap((key) => {
      const meant = nearestName(key, known);
      const isMissing = meant !== undefined && !nodeAtPath(tree, [...path, meant]);
      return isMissing ? [JSON.stringify([...path, meant])] : [];
    });
  });
}

/** Symbols never occur: a plan's keys are text. */
export function pathOf(issue: Issue): NodePath {
  return issue.path.map((segment) => (typeof segment === "number" ? segment : String(segment)));
}

class PlaceReport {
  private readonly node: LocatedNode | undefined;
  private readonly place: SchemaPlace | undefined;
  private readonly text: string;

  constructor(
    private readonly tree: LocatedMap,
    private readonly path: NodePath,
  ) {
    this.node = nodeAtPath(tree, path);
    this.place = placeAt(tree, path);
    this.text = pathText(tree, path);
  }

  diagnose(issue: Issue): readonly Diagnostic[] {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => this.unknown(key));
    if (issue.code === "invalid_key") return [this.key(issue)];
    if (!this.node) return [this.missing()];
    if (this.place?.pattern === "environments.*.account") return [this.account(this.node)];
    if (issue.code === "invalid_union") return this.union(issue, this.node);
    return [this.single(issue, this.node)];
  }

  private single(issue: Issue, node: LocatedNode): Diagnostic {
    const { range } = node.origin;
    switch (issue.code) {
      case "invalid_value":
        return this.value(node, issue.values.map(String));
      case "invalid_type":
        return this.wrongType(node);
      case "too_small":
      case "too_big":
      case "not_multiple_of":
        return outOfRange(range, this.text, measured(node), this.bounds(issue));
      default:
        return badFormat(range, this.text, foundText(node), this.words(issue));
    }
  }

  private words(issue: Issue): string {
    const pattern = issue.code === "invalid_format" && this.place ? patternOf(this.place.schema) : undefined;
    const words = this.place && formatWords(this.place, pattern);
    if (words !== undefined) return words;
    return issue.code === "custom" ? issue.message : this.expected();
  }

  /** A place that no kind of a union has yet is what tells the kinds apart. */
  private expected(): string {
    return this.place ? expectedWords(this.place) : oneOf(discriminatorValues(this.tree, this.path));
  }

  private value(node: LocatedNode, allowed: readonly string[]): Diagnostic {
    if (node.kind !== "scalar") return this.wrongType(node);
    const { range } = node.origin;
    const text = String(node.value);
    return asksForClosedService(range, text) ?? unknownValue(range, this.text, text, allowed);
  }

  private wrongType(node: LocatedNode): Diagnostic {
    return wrongType(this.range(node), this.text, foundText(node), this.expected(), this.wantsQuotes(node));
  }

  /** True for a number or boolean that would be right as text. */
  private wantsQuotes(node: LocatedNode): boolean {
    if (!this.place || node.kind !== "scalar" || node.value === null) return false;
    if (definitionOf(this.place.schema).type !== "string") return false;
    const pattern = patternOf(this.place.schema);
    return pattern === undefined || pattern.test(String(node.value));
  }

  /** A map or list is shown by its key: it may span many lines. */
  private range(node: LocatedNode): SourceRange {
    return node.kind === "scalar" ? node.origin.range : locateKey(this.tree, this.path).range;
  }

  private bounds(issue: Issue): string {
    if (issue.code === "not_multiple_of") return `a multiple of ${issue.divisor}`;
    if (issue.code !== "too_small" && issue.code !== "too_big") return this.expected();
    if (issue.origin !== "string" && issue.origin !== "array") {
      return this.place ? rangeWords(this.place.schema) : "another number";
    }
    const noun = issue.origin === "string" ? "character" : "item";
    const [words, bound] = issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
    return `${words} ${counted(Number(bound), noun)}`;
  }

  private unknown(key: string): Diagnostic {
    const range = locateKey(this.tree, [...this.path, key]).range;
    return asksForClosedService(range, key) ?? unknownKey(range, key, this.text, knownKeys(this.tree, this.path));
  }

  private missing(): Diagnostic {
    const above = this.path.slice(0, -1);
    const range = above.length === 0 ? firstCharacter(this.tree) : locateKey(this.tree, above).range;
    return missingKey(
      range,
      String(this.path.at(-1)),
      pathText(this.tree, above),
      this.expected(),
      this.siblings(above),
    );
  }

  /** Names of members of the list that other layers wrote: one that lacks something may mean to change one of them. */
  private siblings(member: NodePath): readonly string[] {
    const list = nodeAtPath(this.tree, member.slice(0, -1));
    const layer = nodeAtPath(this.tree, [...member, "name"])?.origin.layer;
    if (list?.kind !== "list" || layer === undefined) return [];
    return list.items.flatMap((item) => {
      const name = nodeAtPath(item, ["name"]);
      return name?.kind === "scalar" && name.origin.layer !== layer ? [String(name.value)] : [];
    });
  }

  private account(node: LocatedNode): Diagnostic {
    const unquoted = node.kind === "scalar" && typeof node.value === "number";
    return accountDigits(node.origin.range, String(this.path[1]), foundText(node), unquoted);
  }

  private key(issue: z.core.$ZodIssueInvalidKey): Diagnostic {
    const key = String(this.path.at(-1));
    const above = this.path.slice(0, -1);
    const record = placeAt(this.tree, above);
    const { range } = locateKey(this.tree, this.path);
    const text = pathText(this.tree, above);
    const known = knownKeys(this.tree, above);
    if (known.length > 0) return unknownKey(range, key, text, known);
    return badKey(range, key, text, keyWords(record, issue.issues[0]));
  }

  /** The issues of the kind that the author meant, when the value tells; never "invalid union". */
  private union(issue: z.core.$ZodIssueInvalidUnion, node: LocatedNode): readonly Diagnostic[] {
    if (issue.errors.length === 0) return [this.value(node, discriminatorValues(this.tree, this.path))];
    const definition = this.place && definitionOf(this.place.schema);
    const meant = definition?.type === "union" ? optionFor(definition, node) : undefined;
    const index = meant && definition?.type === "union" ? definition.options.indexOf(meant) : -1;
    const issues = issue.errors[index];
    if (issues) {
      return shapeDiagnostics(
        this.tree,
        issues.map((inner) => ({ ...inner, path: [...this.path, ...inner.path] })),
      );
    }
    const isText = node.kind === "scalar" && typeof node.value === "string";
    return [isText ? badFormat(node.origin.range, this.text, foundText(node), this.expected()) : this.wrongType(node)];
  }
}

function discriminatorValues(tree: LocatedMap, path: NodePath): readonly string[] {
  const place = placeAt(tree, path.slice(0, -1));
  const definition = place && definitionOf(place.schema);
  if (definition?.type !== "union") return [];
  return definition.options.flatMap((option) => {
    const inner = definitionOf(option);
    const literal = inner.type === "object" ? inner.shape[String(path.at(-1))] : undefined;
    const values = literal && definitionOf(literal);
    return values?.type === "literal" ? values.values.map(String) : [];
  });
}

function keyWords(record: SchemaPlace | undefined, issue: Issue | undefined): string {
  const definition = record && definitionOf(record.schema);
  if (issue?.code === "too_big") return `at most ${counted(Number(issue.maximum), "character")}`;
  if (!record || definition?.type !== "record") return "another name";
  const place = { ...record, schema: definition.keyType, pattern: `${record.pattern}.<key>`, title: undefined };
  return formatWords(place, patternOf(definition.keyType)) ?? "another name";
}

function foundText(node: LocatedNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (typeof node.value === "string") return node.value === "" ? "empty text" : quoted(node.value);
  if (node.value === null) return "nothing";
  return typeof node.value === "number" ? `the number ${node.value}` : String(node.value);
}

function measured(node: LocatedNode): string {
  if (node.kind === "list") return counted(node.items.length, "item");
  if (node.kind === "scalar" && typeof node.value === "string") return counted(node.value.length, "character");
  return foundText(node);
}

function firstCharacter(tree: LocatedMap): SourceRange {
  const { range } = locate(tree, []);
  return { ...range, end: { line: range.start.line, column: range.start.column + 1 } };
}
