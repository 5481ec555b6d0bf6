import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted, quotedPath } from "../visible-text";
import { error } from "./finding";

/** Findings about what a text holds. A secret itself is never repeated. */

export function secretByValue(range: SourceRange, place: string, kind: string): Diagnostic {
  return error("secret-in-clear-text", range, {
    message: `${quotedPath(place)} holds ${kind}`,
    fix: "revoke it, since it is in the file's history; store the new one in Secrets Manager and write its ARN instead",
  });
}

export function secretByName(range: SourceRange, variable: string, service: string): Diagnostic {
  return error("secret-in-clear-text", range, {
    message: `environment variable ${quoted(variable)} of ${quoted(service)} reads like a secret and has its value in clear text`,
    fix: `store it in Secrets Manager and write \`secrets: { ${variable}: <ARN> }\``,
  });
}

export function forbiddenText(range: SourceRange, place: string, what: string): Diagnostic {
  return error("forbidden-text", range, {
    message: `${quotedPath(place)} contains ${what}`,
    expected: "printable text",
    fix: "remove it",
  });
}
