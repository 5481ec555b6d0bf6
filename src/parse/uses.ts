import {
  blueprintFileMissing,
  blueprintMajor,
  unknownBlueprint,
  usesForm,
  usesNotText,
  usesWithoutMajor,
} from "../diagnostics/catalogue/layers";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { visibleText } from "../diagnostics/visible-text";
import type { LocatedMap, LocatedNode, SourceFile } from "./located";
import { isText } from "./node-kinds";
import { parseYaml } from "./parse-yaml";

/** Where blueprints come from: the caller's, since this stage reads no file. */
export interface BlueprintSource {
  /** A blueprint that comes with opsplan, by name. */
  shipped(name: string): SourceFile | undefined;
  /** A file by its path relative to another one; undefined when it cannot be read. */
  relative(fromFile: string, path: string): SourceFile | undefined;
  shippedNames(): readonly string[];
}

/** What `uses` names, read but not yet parsed. `major` is null for a path: a file next door has one version only. */
export interface UsedFile {
  readonly source: SourceFile;
  readonly major: string | null;
  readonly reference: LocatedNode;
}

const SHIPPED = /^([a-z][a-z0-9-]*)@(\d+)$/;
const SHIPPED_WITHOUT_MAJOR = /^([a-z][a-z0-9-]*)(@.*)?$/;
const RELATIVE = /^\.\.?\//;

/** Finds the file that `uses` names; a diagnostic when there is none. */
export function findUsed(uses: LocatedNode, fromFile: string, blueprints: BlueprintSource): UsedFile | Diagnostic {
  const { range } = uses.origin;
  if (!isText(uses)) return usesNotText(range);
  if (RELATIVE.test(uses.value)) {
    const source = blueprints.relative(fromFile, uses.value);
    return source ? { source, major: null, reference: uses } : blueprintFileMissing(range, uses.value);
  }
  const [, name, major] = SHIPPED.exec(uses.value) ?? [];
  if (name === undefined || major === undefined) return malformed(uses, uses.value, blueprints);
  const source = blueprints.shipped(name);
  return source ? { source, major, reference: uses } : unknownBlueprint(range, name, blueprints.shippedNames());
}

function malformed(uses: LocatedNode, text: string, blueprints: BlueprintSource): Diagnostic {
  const { range } = uses.origin;
  const name = SHIPPED_WITHOUT_MAJOR.exec(text)?.[1];
  if (name === undefined) return usesForm(range, visibleText(text));
  const source = blueprints.shipped(name);
  if (!source) return unknownBlueprint(range, name, blueprints.shippedNames());
  const { tree } = parseYaml(source, "blueprint");
  const shipped = tree && identityOf(tree);
  return shipped ? usesWithoutMajor(range, name, shipped.version) : usesForm(range, visibleText(text));
}

/** The name and version that a blueprint gives itself. */
export function identityOf(tree: LocatedMap): { readonly name: string; readonly version: string } | undefined {
  const metadata = tree.entries.get("metadata")?.value;
  if (metadata?.kind !== "map") return undefined;
  const name = metadata.entries.get("name")?.value;
  const version = metadata.entries.get("version")?.value;
  return isText(name) && isText(version) ? { name: name.value, version: version.value } : undefined;
}

/** A diagnostic when the blueprint found is of another major version than the one asked for. */
export function checkMajor(
  used: UsedFile,
  identity: { readonly name: string; readonly version: string },
): Diagnostic | undefined {
  if (used.major === null || identity.version.split(".")[0] === used.major) return undefined;
  return blueprintMajor(used.reference.origin.range, identity.name, used.major, identity.version);
}
