import { distance } from "fastest-levenshtein";

/** Longer texts are no misspelt names, and comparing them costs time. */
const NAME_MAX_LENGTH = 100;

/** More candidates are no list that a person reads, and a file can make the comparison cost minutes. */
const CANDIDATES_MAX = 1000;

/** The known name that a misspelt one most likely meant; undefined when none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length === 0 || name.length > NAME_MAX_LENGTH || known.length > CANDIDATES_MAX) return undefined;
  const wanted = comparable(name);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const edits = distance(wanted, comparable(candidate));
    if (edits <= allowed && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name;
}

/** `rate_limit`, `RateLimit` and `ratelimit` are one mistake apart in spelling only. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}
