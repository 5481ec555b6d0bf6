import { compareText } from "../../model/compare-text";

/** Entries by name, so that the order in the plan does not make a new revision of what runs. */
export function byName(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).sort(([a], [b]) => compareText(a, b));
}
