import { noEnvironment, unknownEnvironment } from "../diagnostics/catalogue/layers";
import type { Diagnostic, SourceRange } from "../diagnostics/diagnostic";
import { exampleAccounts, forEnvironment } from "./environments";
import { environmentNames, isBlueprintTree, type Layered, LayerLoader } from "./layers";
import { locateKey } from "./locate";
import type { LocatedMap, PlanDocument, SourceFile } from "./located";
import { withoutKeys } from "./map-edits";
import { asLayer, withoutNulls } from "./merge";
import { isNull } from "./node-kinds";
import { startOf } from "./source-positions";
import { type BlueprintSource, identityOf } from "./uses";

export type { BlueprintSource } from "./uses";

export interface ParseResult {
  /** One per environment. Present with errors too, so that the checks can report theirs at the same time. */
  readonly documents: readonly PlanDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file read, by the name that ranges carry. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads a plan, or a blueprint as a plan of its own: YAML, then the blueprint it uses below it, parameters, and each
 * environment over both.
 *
 * @param environments names of those wanted. @default all that the file names
 */
export function parsePlan(
  source: SourceFile,
  blueprints: BlueprintSource,
  environments?: readonly string[],
): ParseResult {
  const loader = new LayerLoader(blueprints);
  const read = loader.read(source, "plan");
  const own = read && isBlueprintTree(read) ? asLayer(read, "blueprint") : read;
  const layered = own && loader.load(own, source.name, [source.name]);
  const built = own && layered ? build(own, layered, environments) : { documents: [], diagnostics: [] };
  const diagnostics = [...loader.diagnostics, ...built.diagnostics];
  return { documents: built.documents, diagnostics, sources: loader.sources };
}

interface Built {
  readonly documents: readonly PlanDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

function build(own: LocatedMap, layered: Layered, wanted: readonly string[] | undefined): Built {
  const isBlueprint = isBlueprintTree(own);
  const tree = isBlueprint ? layered.tree : withoutKeys(layered.tree, ["parameters"]);
  const names = environmentNames(isBlueprint ? layered.tree : own);
  const blueprint = isBlueprint ? (identityOf(own) ?? null) : identity(layered);
  if (names.length === 0) return withoutEnvironment(own, tree, layered, blueprint);
  const range = locateKey(own, ["environments"]).range;
  const unknown = (wanted ?? []).filter((name) => !names.includes(name));
  const chosen = wanted ? names.filter((name) => wanted.includes(name)) : names;
  return {
    documents: chosen.map((name) => ({ environment: name, tree: forEnvironment(tree, name), blueprint })),
    diagnostics: [
      ...unknown.map((name) => unknownEnvironment(range, name, names)),
      ...(isBlueprint ? [] : chosen.flatMap((name) => exampleAccounts(tree, name))),
    ],
  };
}

function identity({ blueprint }: Layered): PlanDocument["blueprint"] {
  return blueprint && { name: blueprint.name, version: blueprint.version };
}

/** A file that names no environment still shows its other mistakes. */
function withoutEnvironment(
  own: LocatedMap,
  tree: LocatedMap,
  layered: Layered,
  blueprint: PlanDocument["blueprint"],
): Built {
  const written = own.entries.get("environments")?.value;
  const malformed = written !== undefined && written.kind !== "map" && !isNull(written);
  const kept = malformed ? tree : withoutKeys(tree, ["environments"]);
  return {
    documents: [{ environment: null, tree: withoutNulls(kept), blueprint }],
    diagnostics: malformed
      ? []
      : [noEnvironment(placeOf(own), layered.blueprint && { names: layered.blueprint.environments })],
  };
}

/** Where environments should be named: their key, else `uses`, else the beginning of the file. */
function placeOf(own: LocatedMap): SourceRange {
  const key = ["environments", "uses"].find((candidate) => own.entries.has(candidate));
  return key ? locateKey(own, [key]).range : startOf(own.origin.range.file);
}
