import type { SourceRange } from "../diagnostics/diagnostic";

/** The layers of a plan, in merge order; a parameter's value overrides the blueprint it belongs to. */
export type Layer = "blueprint" | "parameter" | "plan" | "environment";

/** Where a value was written. */
export interface Origin {
  readonly layer: Layer;
  readonly range: SourceRange;
}

export type LocatedNode = LocatedMap | LocatedList | LocatedScalar;

export interface LocatedMap {
  readonly kind: "map";
  readonly origin: Origin;
  /** In order of first appearance. */
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  /** Where the key stands, for diagnostics about the key rather than its value. */
  readonly key: Origin;
  readonly value: LocatedNode;
}

export interface LocatedList {
  readonly kind: "list";
  readonly origin: Origin;
  readonly items: readonly LocatedNode[];
}

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly origin: Origin;
  readonly value: string | number | boolean | null;
}

/** A text with the name it is shown under. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/**
 * One plan for one environment: blueprint, plan and environment merged, every node still knowing where it was
 * written. `environments` of the tree holds that one environment only, without the sections it overrides.
 */
export interface PlanDocument {
  /** null when the file names no environment, so that its other mistakes can still be reported. */
  readonly environment: string | null;
  readonly tree: LocatedMap;
  /** The blueprint that `uses` named, or that the file itself is. */
  readonly blueprint: { readonly name: string; readonly version: string } | null;
}
