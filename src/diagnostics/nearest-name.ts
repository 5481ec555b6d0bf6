import { distance } from "fastest-levenshtein";

/** Longer texts are no misspelt names, and comparing them costs time. */
const NAME_MAX_LENGTH = 100;

/** More candidates are no list that a person reads, and a file can make the comparison cost minutes. */
const CANDIDATES_MAX = 1000;

/** Shorter texts are part of many names by chance. */
const PART_MIN_LENGTH = 4;

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
  return best?.name ?? longerName(wanted, known);
}

/** The only known name that the given one begins, or else the only one that holds it: half a name is a misspelling too. */
function longerName(wanted: string, known: readonly string[]): string | undefined {
  if (wanted.length < PART_MIN_LENGTH) return undefined;
  const begun = known.filter((candidate) => comparable(candidate).startsWith(wanted));
  const holding = begun.length > 0 ? begun : known.filter((candidate) => comparable(candidate).includes(wanted));
  return holding.length === 1 ? holding[0] : undefined;
}

/** `rate_limit`, `RateLimit` and `ratelimit` are one mistake apart in spelling only. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}
