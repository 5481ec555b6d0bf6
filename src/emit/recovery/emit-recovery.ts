import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { heading } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";

export function emitRecovery({ plan }: EmitContext): EmittedDocument {
  const blocks = [heading(1, `Recovery: ${plan.title}, ${plan.environment.name}`)];
  return { path: "RECOVERY.md", text: renderMarkdown(blocks) };
}
