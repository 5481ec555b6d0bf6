import { emitDocuments } from "../../../src/emit/emit-documents";
import type { Plan } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { reliabilityEvidence } from "./reliability-evidence";

type Change = Parameters<typeof blueprintPlan>[1];

/** Path to text of every document of the blueprint, after a change to the plan. */
export function sampleDocuments(change?: Change, environment = "production"): ReadonlyMap<string, string> {
  return documentsOf(blueprintPlan(environment, change));
}

export function documentsOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(emitDocuments(plan, reliabilityEvidence(plan)).map(({ path, text }) => [path, text]));
}

export function documentAt(documents: ReadonlyMap<string, string>, path: string): string {
  const text = documents.get(path);
  if (text === undefined) throw new Error(`no document ${path} among ${[...documents.keys()].join(", ")}`);
  return text;
}

/** The bash blocks of a document, without the indentation of the lists they stand in. */
export function bashBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^( *)```bash\n([\s\S]*?)^\1```$/gm)].map(([, indent = "", code = ""]) =>
    code
      .split("\n")
      .map((line) => line.slice(indent.length))
      .join("\n"),
  );
}
