import { Document, isScalar, visit } from "yaml";
import { githubEnvironment, ownedPipelineSource } from "../../model/github-pipeline";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { ACTIONS } from "./actions";
import { roleVariable, workflowData } from "./workflow-data";
import { installedWorkflow, WORKFLOW_PATH } from "./workflow-paths";

/** The workflow that checks, plans and applies this environment; none where the source is not on GitHub. */
export function emitWorkflow(context: EmitContext): readonly EmittedDocument[] {
  const data = workflowData(context);
  if (data === null) return [];
  const document = new Document(data, { aliasDuplicateObjects: false });
  document.commentBefore = comment(context);
  nameReleases(document);
  return [{ path: WORKFLOW_PATH, text: document.toString({ lineWidth: 0 }) }];
}

function comment({ plan }: EmitContext): string {
  return [
    ` Written by opsplan: change the plan, not this file. Copy it to ${installedWorkflow(plan)}.`,
    ` Protect the environment ${githubEnvironment(plan)} in the repository's settings: its branch, and who approves.`,
    ...(plan.state.kind === "s3" && ownedPipelineSource(plan) === null
      ? [
          ` Roles are the variables ${roleVariable(plan, "plan")} and ${roleVariable(plan, "apply")} of the repository:`,
          " `state.bootstrap: owned` would make them.",
        ]
      : []),
  ].join("\n");
}

/** A commit says nothing to a reader: the release stands beside it. */
function nameReleases(document: Document): void {
  const releases = new Map<unknown, string>(Object.values(ACTIONS).map(({ uses, release }) => [uses, release]));
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === "uses" && isScalar(value)) {
        const release = releases.get(value.value);
        if (release !== undefined) value.comment = ` ${release}`;
      }
    },
  });
}
