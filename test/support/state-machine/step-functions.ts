import { createHash } from "node:crypto";
import jsonata from "jsonata";

/** Functions that Step Functions adds to JSONata (developer guide, "JSONata functions provided by Step Functions"). */
export const STEP_FUNCTIONS = {
  parse: (text: string): unknown => JSON.parse(text),
  partition: (list: readonly unknown[], size: number): readonly (readonly unknown[])[] =>
    Array.from({ length: Math.ceil(list.length / Math.floor(size)) }, (_, index) =>
      list.slice(index * Math.floor(size), (index + 1) * Math.floor(size)),
    ),
  range,
  hash: (text: string, algorithm: string): string => createHash(hashName(algorithm)).update(text).digest("hex"),
  random: () => notDeterministic("random"),
  uuid: () => notDeterministic("uuid"),
};

const FORMATTED = jsonata("$fromMillis($at, $picture, $timezone)");

/** JSONata would read the machine's real clock. */
export function timeFunctions(now: number) {
  return {
    millis: () => now,
    now: (picture?: string, timezone?: string) =>
      picture === undefined
        ? new Date(now).toISOString()
        : FORMATTED.evaluate(undefined, { at: now, picture, ...(timezone === undefined ? {} : { timezone }) }),
  };
}

/** From the first to the last, which is reached only if the step meets it. */
function range(first: number, last: number, step: number): readonly number[] {
  if (Math.trunc(step) === 0) throw new Error("$range with a step of 0");
  const length = Math.max(0, Math.floor((Math.trunc(last) - Math.trunc(first)) / Math.trunc(step)) + 1);
  return Array.from({ length }, (_, index) => Math.trunc(first) + index * Math.trunc(step));
}

function hashName(algorithm: string): string {
  const name = { MD5: "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" }[
    algorithm
  ];
  if (name === undefined) throw new Error(`no hash ${algorithm}`);
  return name;
}

function notDeterministic(name: string): never {
  throw new Error(`$${name} gives another result in every run: not in a test`);
}
