import type { Plan } from "../../model/plan";

/** Documents are read where `opsplan synth` writes them by default. */
const DOCUMENTS = "cdktf.out/docs";

/** Where a document stands, from the folder in which opsplan was run. */
export function documentFile({ name, environment }: Plan, path: string): string {
  return `${DOCUMENTS}/${name}/${environment.name}/${path}`;
}
