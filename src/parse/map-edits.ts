import type { LocatedEntry, LocatedMap } from "./located";

/** The map without some keys. */
export function withoutKeys(map: LocatedMap, keys: readonly string[]): LocatedMap {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

/** The map with one entry replaced or added. */
export function withEntry(map: LocatedMap, key: string, entry: LocatedEntry): LocatedMap {
  return { ...map, entries: new Map(map.entries).set(key, entry) };
}
