import type { Decision } from "../model/plan";
import type { Layer, LocatedMap, LocatedNode } from "../parse/located";

/** Collects derived values with their reasons while a plan is resolved, and tells what was written where. */
export class Decisions {
  private readonly made: Decision[] = [];

  constructor(private readonly tree: LocatedMap) {}

  /** Records a derived value and returns it. */
  derive<T>(path: string, value: T, reason: string, shown: string = String(value)): T {
    this.made.push({ path, value: shown, reason });
    return value;
  }

  /** The layer that wrote the value at the path (members of named lists by name); null when nobody did. */
  layerOf(path: string): Layer | null {
    let node: LocatedNode | undefined = this.tree;
    for (const step of path.split(".")) {
      if (node?.kind === "map") node = node.entries.get(step)?.value;
      else if (node?.kind === "list") node = node.items.find((item) => nameOf(item) === step);
      else return null;
    }
    return node?.origin.layer ?? null;
  }

  list(): readonly Decision[] {
    return this.made;
  }
}

function nameOf(node: LocatedNode): unknown {
  const name = node.kind === "map" ? node.entries.get("name")?.value : undefined;
  return name?.kind === "scalar" ? name.value : undefined;
}
