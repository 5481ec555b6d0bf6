import { existsSync, readFileSync } from "node:fs";
import { planNotFound, planUnreadable } from "../diagnostics/catalogue/files";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { SourceFile } from "../parse/located";
import { decodeText } from "./read-text";
import { shippedBlueprint, shippedBlueprintNames } from "./shipped-blueprints";

export interface ReadPlans {
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads plans named by path or, where no such file exists, by the name of a shipped blueprint. */
export function readPlans(names: readonly string[]): ReadPlans {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of new Set(names)) {
    const read = readPlan(name);
    if ("code" in read) diagnostics.push(read);
    else sources.push(read);
  }
  return { sources, diagnostics };
}

function readPlan(name: string): SourceFile | Diagnostic {
  if (existsSync(name)) {
    try {
      return { name: name.replace(/^\.\//, ""), text: decodeText(readFileSync(name)) };
    } catch (fault) {
      return planUnreadable(name, reasonOf(fault));
    }
  }
  const blueprint = name.replace(/@\d+$/, "");
  const shipped = shippedBlueprintNames();
  return shipped.includes(blueprint) ? shippedBlueprint(blueprint) : planNotFound(name, shipped);
}

/** Why a file cannot be read, by Node's error codes; anything unforeseen is thrown on. */
function reasonOf(fault: unknown): string {
  switch (codeOf(fault)) {
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "it is not UTF-8 text";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
      return "permission denied";
    default:
      throw fault;
  }
}

function codeOf(fault: unknown): unknown {
  return fault !== null && typeof fault === "object" && "code" in fault ? fault.code : undefined;
}
