import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { heading } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";

export function emitDataGovernance({ plan }: EmitContext): EmittedDocument {
  const blocks = [heading(1, `Data governance: ${plan.title}, ${plan.environment.name}`)];
  return { path: "DATA_GOVERNANCE.md", text: renderMarkdown(blocks) };
}
