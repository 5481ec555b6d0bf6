import type { Decision } from "../model/plan";
import { nodeAt } from "../parse/locate";
import type { Layer, LocatedMap } from "../parse/located";

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
    return nodeAt(this.tree, path)?.origin.layer ?? null;
  }

  list(): readonly Decision[] {
    return this.made;
  }
}
