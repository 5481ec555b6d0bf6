import { blueprintCycle, blueprintIdentity, blueprintsTooDeep, usesAPlan } from "../diagnostics/catalogue/layers";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { MAX_BLUEPRINTS } from "./limits";
import { locateKey } from "./locate";
import type { Layer, LocatedMap, LocatedNode, SourceFile } from "./located";
import { withoutKeys } from "./map-edits";
import { merge } from "./merge";
import { isNull, isText } from "./node-kinds";
import {
  type Declarations,
  missingParameters,
  readParameters,
  strayParameters,
  withValuesAsDefaults,
  writeDefaults,
  writeValues,
} from "./parameters";
import { parseYaml } from "./parse-yaml";
import { type BlueprintSource, checkMajor, findUsed, identityOf } from "./uses";

/** A file with everything it builds on merged below it. */
export interface Layered {
  readonly tree: LocatedMap;
  /** Parameters that what builds on this may still give. */
  readonly declarations: Declarations;
  readonly blueprint: Blueprint | null;
}

/** A blueprint under a file, with the environments it has examples of. */
export interface Blueprint {
  readonly name: string;
  readonly version: string;
  readonly environments: readonly string[];
}

const BYTE_ORDER_MARK = /^\ufeff/;

/** What says who a file is: never inherited from a blueprint. */
const IDENTITY_KEYS = ["apiVersion", "kind", "metadata", "uses", "parameters"];

/** Follows `uses`. Collects the files read and what was wrong in them. */
export class LayerLoader {
  readonly diagnostics: Diagnostic[] = [];
  readonly sources = new Map<string, string>();
  readonly #report = (found: Diagnostic): void => void this.diagnostics.push(found);

  constructor(private readonly blueprints: BlueprintSource) {}

  /** null when what the file uses cannot be had: without it nearly every check would report a consequence. */
  load(tree: LocatedMap, file: string, chain: readonly string[]): Layered | null {
    const isBlueprint = isBlueprintTree(tree);
    const { values, declarations } = readParameters(tree, isBlueprint, this.#report);
    const uses = tree.entries.get("uses")?.value;
    if (!uses) {
      this.diagnostics.push(...strayParameters(values));
      return { tree: writeDefaults(tree, declarations, this.#report), declarations, blueprint: null };
    }
    const below = this.blueprint(uses, file, chain);
    if (!below) return null;
    if (!isBlueprint) this.diagnostics.push(...missingParameters(below.declarations, values, tree));
    const base = writeValues(below.tree, below.declarations, values, this.#report);
    return {
      tree: writeDefaults(merge(base, tree), declarations, this.#report),
      declarations: new Map([...withValuesAsDefaults(below.declarations, values), ...declarations]),
      blueprint: below.blueprint,
    };
  }

  /** The blueprint that `uses` names, without what says who it is. */
  private blueprint(uses: LocatedNode, file: string, chain: readonly string[]): Layered | null {
    const used = findUsed(uses, file, this.blueprints);
    if ("code" in used) return this.refuse(used);
    const { name } = used.source;
    const files = [...chain, name];
    if (chain.includes(name)) return this.refuse(blueprintCycle(uses.origin.range, files.slice(chain.indexOf(name))));
    if (chain.length > MAX_BLUEPRINTS) return this.refuse(blueprintsTooDeep(uses.origin.range, MAX_BLUEPRINTS));
    const tree = this.read(used.source, "blueprint");
    if (!tree) return null;
    if (!isBlueprintTree(tree)) return this.refuse(usesAPlan(uses.origin.range, locateKey(tree, ["kind"]).range));
    const identity = identityOf(tree);
    if (!identity) return this.refuse(blueprintIdentity(locateKey(tree, ["metadata"]).range));
    const mismatch = checkMajor(used, identity);
    if (mismatch) return this.refuse(mismatch);
    const layered = this.load(tree, name, files);
    if (!layered) return null;
    const sections = withoutKeys(layered.tree, IDENTITY_KEYS);
    return { ...layered, tree: sections, blueprint: { ...identity, environments: environmentNames(sections) } };
  }

  /** Reads a file; null when its text cannot be read as a map. */
  read({ name, text }: SourceFile, layer: Layer): LocatedMap | null {
    const source = { name, text: text.replace(BYTE_ORDER_MARK, "") };
    this.sources.set(source.name, source.text);
    const { tree, diagnostics } = parseYaml(source, layer);
    this.diagnostics.push(...diagnostics);
    return tree;
  }

  private refuse(found: Diagnostic): null {
    this.diagnostics.push(found);
    return null;
  }
}

export function isBlueprintTree(tree: LocatedMap): boolean {
  const kind = tree.entries.get("kind")?.value;
  return isText(kind) && kind.value === "Blueprint";
}

/** Names under `environments`, those set to null left out. */
export function environmentNames(tree: LocatedMap): readonly string[] {
  const environments = tree.entries.get("environments")?.value;
  if (environments?.kind !== "map") return [];
  return [...environments.entries].filter(([, { value }]) => !isNull(value)).map(([name]) => name);
}
