import { createHash } from "node:crypto";
import { isFurtherCell } from "./cells/cell-names";
import { compareText } from "./compare-text";

/** What a listener rule is made from. */
export interface RoutedService {
  readonly name: string;
  /** Path patterns; `*` is the only wildcard. */
  readonly routes: readonly string[];
  /** Number of the cell; null in a plan without cells. */
  readonly cell: number | null;
}

/** One listener rule: patterns of one service that are matched at one place in the order. */
export interface RouteRule {
  readonly service: string;
  /** `rule` for a service's only rule, `rule_<pattern>-<hash>` otherwise. */
  readonly id: string;
  readonly patterns: readonly string[];
  /** The cell whose requests alone are matched; null for the first, which takes those of nobody else too. */
  readonly cell: number | null;
  readonly priority: number;
}

/** Longest pattern in a plan; an ALB path condition takes 128 characters (Elastic Load Balancing API reference). */
const PATTERN_MAX_LENGTH = 128;
/** More wildcards than this in a pattern are not told apart. */
const WILDCARDS_MAX = 3;
/** 128 × 4 bands of 97 use 49,664 of the 50,000 priorities a listener has (API reference, CreateRule). */
const BAND_WIDTH = 97;

/** Values in all conditions of one rule (the same quotas). A cell's number takes one of them. */
const RULE_VALUES_MAX = 5;

/** Wildcards in all conditions of one rule (Elastic Load Balancing, quotas for Application Load Balancers). */
const RULE_WILDCARDS_MAX = 5;

/**
 * Listener rules of all public services, most specific pattern first. Priorities come from the pattern and the
 * service's name, never from the order in the plan, so adding a service leaves the other rules alone.
 *
 * Rules of further cells stand one band before the rule of the first cell for the same patterns, which asks for no cell.
 * All of them move alike, so that they keep the order among themselves.
 *
 * A service gets one rule, which its deployments can shift traffic on. Only where another service's pattern falls
 * between two of its own, or the patterns hold more wildcards than a rule takes, does it get a rule for each.
 */
export function routeRules(services: readonly RoutedService[]): readonly RouteRule[] {
  const taken = new Set<number>();
  const byName = [...services].sort((a, b) => compareText(a.name, b.name));
  return byName.flatMap((service) => {
    const cell = isFurtherCell(service) ? service.cell : null;
    const groups = patternGroups(
      service,
      // Rules of other cells match other requests; those of the first stand behind all of theirs.
      byName.filter((other) => other.name !== service.name && other.cell === service.cell),
    );
    return groups.map((patterns) => {
      const anchor = patterns.at(-1) as string;
      return {
        service: service.name,
        id: groups.length === 1 ? "rule" : `rule_${slug(anchor)}`,
        patterns,
        cell,
        priority: claim(taken, cell === null ? band(anchor) : band(anchor) - 1, `${service.name} ${anchor}`),
      };
    });
  });
}

/** Patterns by rule; the least specific last, which decides the rule's place. */
function patternGroups(service: RoutedService, others: readonly RoutedService[]): readonly (readonly string[])[] {
  const { routes } = service;
  if (routes.length === 0) return [];
  const ordered = [...routes].sort((a, b) => band(a) - band(b) || compareText(a, b));
  const last = band(ordered.at(-1) as string);
  const foreign = others.flatMap((other) => other.routes);
  const wildcards = ordered.join("").split("*").length - 1;
  const interrupted = ordered.some((own) =>
    foreign.some((other) => band(own) < band(other) && band(other) < last && patternsOverlap(own, other)),
  );
  const values = ordered.length + (isFurtherCell(service) ? 1 : 0);
  const tooMany = wildcards > RULE_WILDCARDS_MAX || values > RULE_VALUES_MAX;
  return interrupted || tooMany ? ordered.map((pattern) => [pattern]) : [ordered];
}

/**
 * Specificity, most specific first: by the number of literal characters, then by wildcards. A pattern that another
 * one includes never comes after it, since everything the narrower matches contains the wider one's literals.
 */
export function band(pattern: string): number {
  const wildcards = pattern.split("*").length - 1;
  const literals = pattern.length - wildcards;
  return (PATTERN_MAX_LENGTH - literals) * (WILDCARDS_MAX + 1) + Math.min(wildcards, WILDCARDS_MAX);
}

/** Whether some path matches both patterns. */
export function patternsOverlap(a: string, b: string): boolean {
  const seen = new Set<number>();
  const meet = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    if (a[i] === "*") return meet(i + 1, j) || (j < b.length && meet(i, j + 1));
    if (b[j] === "*") return meet(i, j + 1) || (i < a.length && meet(i + 1, j));
    return i < a.length && j < b.length && a[i] === b[j] && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

/** A place in the band by hash; the next free one where two hashes meet. */
function claim(taken: Set<number>, bandOfRule: number, key: string): number {
  const start = createHash("sha256").update(key).digest().readUInt32BE(0) % BAND_WIDTH;
  for (let step = 0; step < BAND_WIDTH; step += 1) {
    const priority = bandOfRule * BAND_WIDTH + ((start + step) % BAND_WIDTH) + 1;
    if (taken.has(priority)) continue;
    taken.add(priority);
    return priority;
  }
  throw new Error(`more than ${BAND_WIDTH} listener rules are as specific as ${key}`);
}

function slug(pattern: string): string {
  const words = pattern.replace(/\*/g, "-any").replace(/[^A-Za-z0-9]+/g, "-");
  const hash = createHash("sha256").update(pattern).digest("hex").slice(0, 6);
  return `${words.replace(/^-+|-+$/g, "")}-${hash}`;
}
