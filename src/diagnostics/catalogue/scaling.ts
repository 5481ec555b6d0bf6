import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error } from "./finding";

/** Findings about what scales, and what is kept at the edge. */

interface Named {
  readonly name: string;
  readonly range: SourceRange;
}

/** @param moment `2028-01-03 07:00 Europe/Dublin` */
export function scheduleOverlap(service: string, earlier: Named, later: Named, moment: string): Diagnostic {
  return error("schedule-overlap", later.range, {
    message: `schedules ${quoted(earlier.name)} and ${quoted(later.name)} of service ${quoted(service)} fire at the same moment, and AWS does not say which of them holds then`,
    found: `both fire first at ${moment}`,
    fix: "move one of them by a few minutes, or keep one",
    related: [{ range: earlier.range, message: `the schedule ${quoted(earlier.name)}` }],
  });
}

export function warmPoolRuntime(range: SourceRange, service: string): Diagnostic {
  return error("warm-pool", range, {
    message: `service ${quoted(service)} cannot have a warm pool: Fargate starts tasks, which nobody can prepare`,
    expected: "`runtime: ec2-asg`",
    fix: "remove `warmPool`, or set `scaling.predictive` so that tasks start before a peak",
  });
}

export function warmPoolMin(
  range: SourceRange,
  service: string,
  pool: { readonly min: number; readonly room: number; readonly scaling: SourceRange },
): Diagnostic {
  return error("warm-pool", range, {
    message: `the warm pool of service ${quoted(service)} keeps more instances than can ever be added`,
    found: `min ${pool.min}`,
    expected: `at most ${pool.room}, from the minimum to the maximum of the service`,
    related: [{ range: pool.scaling, message: "the bounds of the service" }],
  });
}

export function warmPoolMax(
  range: SourceRange,
  service: string,
  pool: { readonly max: number; readonly low: number; readonly high: number; readonly scaling: SourceRange },
): Diagnostic {
  return error("warm-pool", range, {
    message: `the warm pool of service ${quoted(service)} does not fit the service: its max counts instances in service too`,
    found: `max ${pool.max}`,
    expected: `${pool.low} to ${pool.high}, the bounds of the service`,
    related: [{ range: pool.scaling, message: "the bounds of the service" }],
  });
}

export function readerScalingMax(
  max: { readonly range: SourceRange; readonly value: number },
  readers: { readonly range: SourceRange; readonly value: number },
  store: string,
): Diagnostic {
  return error("reader-scaling", max.range, {
    message: `store ${quoted(store)} cannot scale to fewer readers than it has`,
    found: `max ${max.value}, readers ${readers.value}`,
    expected: `${readers.value} to 15`,
    related: [{ range: readers.range, message: "the readers that there always are" }],
  });
}

export function readerScalingNone(range: SourceRange, store: string, scaling: SourceRange): Diagnostic {
  return error("reader-scaling", range, {
    message: `store ${quoted(store)} has no reader to scale by: Aurora adds readers by the mean CPU of those that there are`,
    expected: "at least 1 reader with `readerScaling`",
    fix: "write `readers: 1`, or remove `readerScaling`",
    related: [{ range: scaling, message: "the readers' scaling" }],
  });
}

export function throughputBelowWarm(
  most: { readonly key: string; readonly range: SourceRange; readonly value: number },
  warm: { readonly key: string; readonly range: SourceRange; readonly value: number },
  store: string,
): Diagnostic {
  return error("table-throughput", most.range, {
    message: `table ${quoted(store)} would be warmed up for more than it may carry`,
    found: `${most.key} ${most.value}, ${warm.key} ${warm.value}`,
    expected: `${most.key} of at least ${warm.value}`,
    related: [{ range: warm.range, message: "what it is warmed up for" }],
  });
}

export function cachedPathTwice(path: string, place: SourceRange, first: SourceRange): Diagnostic {
  return error("cached-path", place, {
    message: `path ${quoted(path)} is kept at the edge twice: CloudFront takes one behaviour for each path`,
    fix: "keep one of them",
    related: [{ range: first, message: "the other one" }],
  });
}

export function cachedPathTtl(range: SourceRange, path: string): Diagnostic {
  return error("cached-path", range, {
    message: `answers of ${quoted(path)} cannot be kept for so long`,
    expected: "1 second to 1 day; files that never change belong to `staticPaths`",
  });
}

export function cachedWithoutCdn(range: SourceRange, what: string, switched: SourceRange): Diagnostic {
  return error("cached-path", range, {
    message: `there is ${what} without CloudFront`,
    fix: "remove it, or remove `cdn: false`",
    related: [{ range: switched, message: "CloudFront is switched off" }],
  });
}

export function originShieldRegionUnknown(range: SourceRange, region: string, near: readonly string[]): Diagnostic {
  return error("origin-shield", range, {
    message: `AWS names no region of Origin Shield for ${region}`,
    expected: `${oneOf(near)}, or \`originShield: false\``,
    fix: "remove `originShield`",
  });
}
