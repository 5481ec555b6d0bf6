import type { Evidence } from "../evidence/evidence";
import { type Runbook, runbookPath } from "../model/catalogue/runbooks";
import { runbookInPlace } from "../planning/emitted-documents";
import { link } from "./markdown/inline";

/** A runbook where it is written; the incident runbook, which always is, elsewhere. For documents beside `runbooks/`. */
export function writtenRunbook(evidence: Evidence, wanted: Runbook): ReturnType<typeof link> {
  const runbook = runbookInPlace(evidence, wanted);
  return link(`${runbook}.md`, runbookPath(runbook));
}
