import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted, quotedPath } from "../visible-text";
import { error, suggestion } from "./finding";

/** Findings about blueprints, parameters and environments: how layers come together. */

export function usesForm(range: SourceRange, found: string): Diagnostic {
  return error("uses-form", range, {
    message: `\`uses: ${found}\` names no blueprint`,
    expected: "`name@major` for a shipped blueprint, or a relative path such as `./blueprint.yaml`",
  });
}

export function usesNotText(range: SourceRange): Diagnostic {
  return error("uses-form", range, {
    message: "`uses` is not text",
    expected: "`name@major` for a shipped blueprint, or a relative path such as `./blueprint.yaml`",
  });
}

export function usesWithoutMajor(range: SourceRange, name: string, shipped: string): Diagnostic {
  return error("uses-form", range, {
    message: `\`uses\` does not say which major version of ${quoted(name)}`,
    expected: "`name@major`",
    fix: `write \`uses: ${name}@${majorOf(shipped)}\``,
  });
}

export function unknownBlueprint(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-blueprint", range, {
    message: `there is no shipped blueprint ${quoted(name)}`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function blueprintFileMissing(range: SourceRange, path: string): Diagnostic {
  return error("blueprint-not-found", range, {
    message: `the blueprint file ${quoted(path)} cannot be read`,
    fix: "give the path relative to this file",
  });
}

export function blueprintMajor(range: SourceRange, name: string, asked: string, shipped: string): Diagnostic {
  return error("blueprint-version", range, {
    message: `blueprint ${quoted(name)} is not shipped in major version ${asked}`,
    found: `${name}@${asked}`,
    expected: `${name}@${majorOf(shipped)}; version ${shipped} is shipped`,
    fix: `read what changed, then write \`uses: ${name}@${majorOf(shipped)}\``,
  });
}

function majorOf(version: string): string {
  return version.split(".")[0] ?? version;
}

export function blueprintIdentity(range: SourceRange): Diagnostic {
  return error("blueprint-identity", range, {
    message: "the blueprint does not say its name and version",
    expected: "`metadata.name`, and `metadata.version` such as 1.0.0",
  });
}

export function usesAPlan(range: SourceRange, file: SourceRange): Diagnostic {
  return error("uses-a-plan", range, {
    message: "`uses` names a plan, not a blueprint",
    expected: "a file with `kind: Blueprint`",
    related: [{ range: file, message: "its kind" }],
  });
}

export function blueprintCycle(range: SourceRange, files: readonly string[]): Diagnostic {
  return error("blueprint-cycle", range, {
    message: "blueprints use each other in a circle",
    found: files.map(quoted).join(" → "),
    fix: "remove one `uses`",
  });
}

export function blueprintsTooDeep(range: SourceRange, limit: number): Diagnostic {
  return error("blueprint-depth", range, {
    message: "too many blueprints build on each other",
    expected: `at most ${limit}`,
  });
}

export function unknownParameter(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-parameter", range, {
    message: `the blueprint has no parameter ${quoted(name)}`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function parametersWithoutBlueprint(range: SourceRange): Diagnostic {
  return error("unknown-parameter", range, {
    message: "`parameters` are given, but the plan uses no blueprint that declares any",
    fix: "add `uses`, or remove `parameters`",
  });
}

export function missingParameter(
  range: SourceRange,
  name: string,
  description: string,
  declared: SourceRange,
): Diagnostic {
  return error("missing-parameter", range, {
    message: `the blueprint asks for parameter ${quoted(name)}`,
    expected: description,
    fix: `add \`parameters: { ${name}: … }\``,
    related: [{ range: declared, message: "declared here, without a default" }],
  });
}

export function parameterValue(range: SourceRange, name: string, found: string): Diagnostic {
  return error("parameter-value", range, {
    message: `parameter ${quoted(name)} has no single value`,
    found,
    expected: "text, a number, true or false",
  });
}

export function parameterDeclaration(range: SourceRange, name: string): Diagnostic {
  return error("parameter-declaration", range, {
    message: `parameter ${quoted(name)} is declared wrongly`,
    expected: "a map of `description`, optionally `default`, and `sets` with at least one path",
  });
}

export function parameterPath(range: SourceRange, path: string, segment: string): Diagnostic {
  return error("parameter-path", range, {
    message: `${quotedPath(path)} cannot be set: ${quoted(segment)} is not there`,
    expected: "a path of keys, with members of named lists by their name",
  });
}

export function noEnvironment(range: SourceRange, blueprint: { readonly names: readonly string[] } | null): Diagnostic {
  return error("no-environment", range, {
    message: blueprint ? "the plan names none of its own environments" : "the plan names no environment",
    expected: "at least one under `environments`, with its account and region",
    fix: blueprint
      ? `add \`environments\` with the account of each one to compile${likeBlueprint(blueprint.names)}`
      : 'add `environments: { production: { account: "<12 digits>", region: <region> } }`',
  });
}

function likeBlueprint(names: readonly string[]): string {
  return names.length === 0 ? "" : `; the blueprint has defaults for ${names.map(quoted).join(", ")}`;
}

export function unknownEnvironment(range: SourceRange | undefined, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-environment", range, {
    message: `the plan has no environment ${quoted(name)}`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function exampleAccount(
  range: SourceRange,
  environment: string,
  key: "account" | "domain",
  example: SourceRange,
): Diagnostic {
  return error("example-account", range, {
    message: `environment ${quoted(environment)} has no ${key} of its own: the blueprint's is an example`,
    fix:
      key === "account"
        ? "write its `account`, 12 digits in quotes"
        : "write its `domain`, or `domain: null` for no public endpoint",
    related: [{ range: example, message: "the example" }],
  });
}
