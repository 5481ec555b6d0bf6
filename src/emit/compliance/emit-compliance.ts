import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { heading } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";

export function emitCompliance({ plan }: EmitContext): EmittedDocument {
  const blocks = [heading(1, `Compliance: ${plan.title}, ${plan.environment.name}`)];
  return { path: "COMPLIANCE.md", text: renderMarkdown(blocks) };
}
