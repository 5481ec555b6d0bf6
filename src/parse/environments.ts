import { exampleAccount } from "../diagnostics/catalogue/layers";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { OVERLAY_SECTIONS } from "../model/schema/environment";
import { mapUnder } from "./locate";
import type { LocatedEntry, LocatedMap } from "./located";
import { withEntry, withoutKeys } from "./map-edits";
import { asLayer, merge, withoutNulls } from "./merge";

const OVERLAY: ReadonlySet<string> = new Set(OVERLAY_SECTIONS);

/**
 * The tree for one environment: the sections that it overrides merged over the plan's own, and `environments`
 * reduced to it, without those sections.
 */
export function forEnvironment(tree: LocatedMap, name: string): LocatedMap {
  const environments = mapUnder(tree, "environments");
  const entry = environments?.entries.get(name);
  const reduced = environments && entry ? reduceTo(tree, environments, name, entry) : tree;
  const overlay = entry?.value.kind === "map" ? overlayOf(entry.value) : undefined;
  const merged = overlay ? merge(reduced, asLayer(overlay, "environment")) : reduced;
  return withoutNulls({ ...merged, origin: tree.origin });
}

function reduceTo(tree: LocatedMap, environments: LocatedMap, name: string, entry: LocatedEntry): LocatedMap {
  const own = entry.value.kind === "map" ? withoutKeys(entry.value, OVERLAY_SECTIONS) : entry.value;
  const only: LocatedMap = { ...environments, entries: new Map([[name, { ...entry, value: own }]]) };
  const key = tree.entries.get("environments")?.key ?? environments.origin;
  return withEntry(tree, "environments", { key, value: only });
}

function overlayOf(environment: LocatedMap): LocatedMap {
  return { ...environment, entries: new Map([...environment.entries].filter(([key]) => OVERLAY.has(key))) };
}

/** An account or domain that only the blueprint wrote is an example, not the plan's. */
export function exampleAccounts(tree: LocatedMap, name: string): readonly Diagnostic[] {
  const environments = mapUnder(tree, "environments");
  const environment = environments && mapUnder(environments, name);
  const key = environments?.entries.get(name)?.key;
  if (!environment || !key) return [];
  return (["account", "domain"] as const).flatMap((field) => {
    const value = environment.entries.get(field)?.value;
    if (value?.origin.layer !== "blueprint") return [];
    return [exampleAccount(key.range, name, field, value.origin.range)];
  });
}
