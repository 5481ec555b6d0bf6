import type { Diagnostic } from "../diagnostic";
import { nearestName } from "../nearest-name";
import { oneOf, quoted, quotedPath } from "../visible-text";

export function planNotFound(name: string, blueprints: readonly string[]): Diagnostic {
  const near = nearestName(name, blueprints);
  return {
    code: "plan-not-found",
    severity: "error",
    message: `there is no plan file and no blueprint ${quoted(name)}`,
    expected: `a path to a plan file, or a blueprint: ${oneOf(blueprints)}`,
    fix: near === undefined ? "check the path" : `did you mean ${quoted(near)}?`,
  };
}

export function planUnreadable(name: string, reason: string): Diagnostic {
  return {
    code: "plan-unreadable",
    severity: "error",
    message: `the plan ${quoted(name)} cannot be read: ${reason}`,
    expected: "a readable file of UTF-8 text",
  };
}

export function foreignOutput(folder: string, file: string): Diagnostic {
  return {
    code: "foreign-output",
    severity: "error",
    message: `the output folder ${quoted(folder)} holds a ${file} that opsplan did not write`,
    expected: "an empty or new folder, or one that opsplan or cdktf wrote",
    fix: "choose another folder with --out",
  };
}

export function nothingAtPath(path: string, known: readonly string[]): Diagnostic {
  const near = nearestName(path, known);
  return {
    code: "nothing-at-path",
    severity: "error",
    message: `the plan has nothing at ${quotedPath(path)}`,
    expected: known.length > 0 ? oneOf(known) : "a path such as services.checkout.scaling.min",
    ...(near === undefined ? {} : { fix: `did you mean ${quoted(near)}?` }),
  };
}
