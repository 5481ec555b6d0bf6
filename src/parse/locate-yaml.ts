import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import {
  customTag,
  duplicateKey,
  forbiddenKey,
  keyNotText,
  mergeKey,
  notFinite,
  recursiveAlias,
  unknownAlias,
} from "../diagnostics/catalogue/yaml";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Layer, LocatedEntry, LocatedMap, LocatedNode, LocatedScalar, Origin } from "./located";
import type { SourcePositions } from "./source-positions";

/** A node with what it amounts to once its aliases are expanded. */
interface Sized {
  readonly node: LocatedNode;
  readonly values: number;
  readonly depth: number;
}

/** `tag:yaml.org,2002:` is what `!!` stands for. */
const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** Keys that mean something to JavaScript objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Turns a `yaml` syntax tree into located nodes. An alias becomes the very node it names, so that the work stays
 * linear in the text whatever it expands to; `values` and `depth` say what that would be.
 */
export class YamlLocator {
  readonly diagnostics: Diagnostic[] = [];
  readonly #anchors = new Map<string, Sized | "open">();

  constructor(
    private readonly positions: SourcePositions,
    private readonly layer: Layer,
  ) {}

  locate(node: Node): Sized {
    if (isAlias(node)) return this.alias(node);
    if (node.tag && !CORE_TAG.test(node.tag)) this.diagnostics.push(customTag(this.origin(node).range, node.tag));
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (anchor) this.#anchors.set(anchor, "open");
    const sized = this.content(node);
    if (anchor) this.#anchors.set(anchor, sized);
    return sized;
  }

  private content(node: Node): Sized {
    if (isMap(node)) return this.map(node);
    if (isSeq(node))
      return combined(
        node.items.map((item) => this.locate(item as Node)),
        this.origin(node),
      );
    return this.scalar(node);
  }

  private alias(alias: Alias): Sized {
    const origin = this.origin(alias);
    const target = this.#anchors.get(alias.source);
    if (target && target !== "open") return { ...target, node: { ...target.node, origin } };
    const report = target === "open" ? recursiveAlias : unknownAlias;
    this.diagnostics.push(report(origin.range, alias.source));
    return leaf({ kind: "scalar", origin, value: null });
  }

  private scalar(node: Node): Sized {
    const origin = this.origin(node);
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.diagnostics.push(notFinite(origin.range, String(value)));
      return leaf({ kind: "scalar", origin, value: null });
    }
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return leaf({ kind: "scalar", origin, value: plain ? value : null });
  }

  private map(map: YAMLMap): Sized {
    const entries = new Map<string, LocatedEntry>();
    let values = 1;
    let depth = 0;
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const key = this.key(pair.key);
      const keyOrigin = this.origin(pair.key);
      const value = pair.value ? this.locate(pair.value) : leaf({ kind: "scalar", origin: keyOrigin, value: null });
      values += value.values;
      depth = Math.max(depth, value.depth);
      const first = key === undefined ? undefined : entries.get(key);
      if (key !== undefined && first) this.diagnostics.push(duplicateKey(keyOrigin.range, key, first.key.range));
      else if (key !== undefined) entries.set(key, { key: keyOrigin, value: value.node });
    }
    return { node: { kind: "map", origin: this.origin(map), entries } satisfies LocatedMap, values, depth: depth + 1 };
  }

  /** undefined, with a diagnostic, for a key that no plan can have. */
  private key(node: Node): string | undefined {
    const { range } = this.origin(node);
    if (!isScalar(node)) {
      this.diagnostics.push(keyNotText(range, isAlias(node) ? "an alias" : "a list or a map"));
      return undefined;
    }
    if (typeof node.value !== "string") {
      this.diagnostics.push(keyNotText(range, `${String(node.value)}, read as ${typeName(node.value)}`));
      return undefined;
    }
    if (node.value === "<<" && node.type === "PLAIN") this.diagnostics.push(mergeKey(range));
    else if (FORBIDDEN_KEYS.has(node.value)) this.diagnostics.push(forbiddenKey(range, node.value));
    else return node.value;
    return undefined;
  }

  private origin(node: Node): Origin {
    const [start, end] = node.range ?? [0, 0];
    return { layer: this.layer, range: this.positions.range(start, end) };
  }
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "boolean" ? "true or false" : "a number";
}

function leaf(node: LocatedScalar): Sized {
  return { node, values: 1, depth: 0 };
}

function combined(items: readonly Sized[], origin: Origin): Sized {
  return {
    node: { kind: "list", origin, items: items.map(({ node }) => node) },
    values: items.reduce((sum, item) => sum + item.values, 1),
    depth: items.reduce((deepest, item) => Math.max(deepest, item.depth), 0) + 1,
  };
}
