import { capacityModel } from "../../model/capacity/capacity-model";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { heading, paragraph } from "../markdown/blocks";
import { renderMarkdown } from "../markdown/render";

/** `CAPACITY.md`: what the load needs, where it stops, and what it costs. */
export function emitCapacity({ plan }: EmitContext): EmittedDocument {
  const model = capacityModel(plan);
  const text =
    model === null
      ? "The plan names no users to carry: set requirements.capacity."
      : `The plan carries ${model.target.users} concurrent users.`;
  return { path: "CAPACITY.md", text: renderMarkdown([heading(1, "Capacity"), paragraph(text)]) };
}
