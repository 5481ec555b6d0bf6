import type { ShortMaximum } from "../../diagnostics/catalogue/capacity";
import type { NodePath } from "../../parse/locate";
import type { RuleContext } from "../rule";
import type { FiledCapacity } from "./filed-capacity";

/** What is said of one short maximum: where it is written, what is in its place, what should be. */
export interface Verdict extends Pick<ShortMaximum, "allows" | "needs" | "expected" | "fix"> {
  readonly path: NodePath;
}

/** What no maximum of one cell carries. */
export function division({ cells: { cells, fits, reason } }: FiledCapacity): string {
  if (!fits) return `lower the target: ${reason}`;
  // Where AWS would let one cell do, two halve what each of them needs.
  return `divide the users between ${Math.max(cells, 2)} cells or more (requirements.capacity.cells)`;
}

export function servicePath({ file }: RuleContext, name: string): NodePath {
  return ["services", (file.services ?? []).findIndex((service) => service.name === name)];
}

export function storePath({ file }: RuleContext, name: string): NodePath {
  return ["dataStores", (file.dataStores ?? []).findIndex((store) => store.name === name)];
}
