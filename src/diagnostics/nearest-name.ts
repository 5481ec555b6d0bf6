import { distance } from "fastest-levenshtein";

/** Longer texts are no misspelt names, and comparing them costs time. */
const NAME_MAX_LENGTH = 100;

/** More candidates are no list that a person reads, and a file can make the comparison cost minutes. */
const CANDIDATES_MAX = 1000;

/** Shorter texts are part of many names by chance. */
const PART_MIN_LENGTH = 4;

/** Abbreviations in a plan have three letters, such as those of weekdays. */
const ABBREVIATION_MIN_LENGTH = 3;

/** The known name that a misspelt one most likely meant; undefined when none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length === 0 || name.length > NAME_MAX_LENGTH || known.length > CANDIDATES_MAX) return undefined;
  const wanted = comparable(name);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const edits = editsBetween(wanted, comparable(candidate));
    if (edits <= allowed && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name ?? longerName(wanted, known) ?? shorterName(wanted, known);
}

/** Letters to change, add or leave out; two neighbours in the wrong order are one slip of the fingers, not two edits. */
function editsBetween(wanted: string, candidate: string): number {
  return areSwapped(wanted, candidate) ? 1 : distance(wanted, candidate);
}

function areSwapped(left: string, right: string): boolean {
  if (left.length !== right.length || left === right) return false;
  const at = [...left].findIndex((_, index) => left[index] !== right[index]);
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

/** The only known name that the given one begins, or else the only one that holds it: half a name is a misspelling too. */
function longerName(wanted: string, known: readonly string[]): string | undefined {
  if (wanted.length < PART_MIN_LENGTH) return undefined;
  const begun = known.filter((candidate) => comparable(candidate).startsWith(wanted));
  const holding = begun.length > 0 ? begun : known.filter((candidate) => comparable(candidate).includes(wanted));
  return holding.length === 1 ? holding[0] : undefined;
}

/** The only known name that begins the given one: `MON` of `MONDAY`. */
function shorterName(wanted: string, known: readonly string[]): string | undefined {
  const begun = known.filter((candidate) => {
    const part = comparable(candidate);
    return part.length >= ABBREVIATION_MIN_LENGTH && wanted.startsWith(part);
  });
  return begun.length === 1 ? begun[0] : undefined;
}

/** `rate_limit`, `RateLimit` and `ratelimit` are one mistake apart in spelling only. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}
