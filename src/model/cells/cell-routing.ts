/*
 * How a user's key becomes the number of a cell. The router at CloudFront runs the same arithmetic, written again in the
 * JavaScript that CloudFront Functions takes; a test compares the two.
 */

/** Header that the router writes, whatever a client sent, and that listener rules of further cells ask for. */
export const CELL_HEADER = "x-cell";

/** Cookie that keeps users together who bring no key of their own: the router gives it to them. */
export const CELL_COOKIE = "cell";

/** Environment variable that tells a container the number of its cell. */
export const CELL_VARIABLE = "CELL";

/** Characters of a key that count: longer ones are no ids. */
export const CELL_KEY_LENGTH = 256;

/** FNV-1a, 32 bits: offset basis and prime (Fowler, Noll, Vo). */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 2^32 divided by the golden ratio: spreads consecutive numbers. */
const GOLDEN = 0x9e3779b9;

/**
 * The cell of a key. Each cell after the first takes the key with the probability of one in as many as there are by
 * then, which is jump consistent hashing (Lamping, Veach: "A Fast, Minimal Memory, Consistent Hash Algorithm", its first
 * listing): with one more cell, a key moves there or stays where it is.
 */
export function cellOf(key: string, cells: number): number {
  const hash = keyHash(key.slice(0, CELL_KEY_LENGTH));
  let cell = 1;
  for (let next = 2; next <= cells; next += 1) {
    if (share(hash, next) * next < 1) cell = next;
  }
  return cell;
}

/** A key of a cell, for what asks for that cell on purpose: `probe-0`, `probe-1`, the first that leads there. */
export function keyOfCell(cell: number, cells: number): string {
  for (let attempt = 0; ; attempt += 1) {
    const key = `probe-${attempt}`;
    if (cellOf(key, cells) === cell) return key;
  }
}

function keyHash(key: string): number {
  let hash = FNV_BASIS;
  for (const character of key.split("")) hash = Math.imul(hash ^ character.charCodeAt(0), FNV_PRIME);
  return hash >>> 0;
}

/** A number from 0 to below 1 for a key and a cell: MurmurHash3's 32-bit finalizer, as a fraction. */
function share(hash: number, cell: number): number {
  let mixed = hash ^ Math.imul(cell, GOLDEN);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
