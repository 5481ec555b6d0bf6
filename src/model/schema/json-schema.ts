import { z } from "zod";
import { OVERLAY_SECTIONS } from "./environment";
import { planFileSchema } from "./plan-file";

type Json = Record<string, unknown>;

/**
 * JSON Schema (draft-07, what editors' YAML language servers support) of a plan file as people write it. A file is one
 * layer of several, so nothing but the head of the file and the names of list members is required here; what is
 * missing after merging is the compiler's to say.
 */
export function planJsonSchema(): Json {
  const schema = relaxed(z.toJSONSchema(planFileSchema, { target: "draft-7", io: "input" })) as Json;
  const properties = schema.properties as Json;
  const environment = (properties.environments as Json).additionalProperties as Json;
  const own = environment.properties as Json;
  for (const section of OVERLAY_SECTIONS) own[section] = { $ref: `#/properties/${section}` };
  return {
    ...schema,
    title: "opsplan plan",
    description: "An operational plan or blueprint, apiVersion opsplan/v1.",
    required: ["apiVersion", "kind", "metadata"],
  };
}

/** Keeps `name`, `engine` and `type` required, which pick the member or the variant; drops the other requirements. */
function relaxed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relaxed);
  if (node === null || typeof node !== "object") return node;
  const copy: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (key !== "required" || !Array.isArray(value)) {
      copy[key] = relaxed(value);
      continue;
    }
    const kept = value.filter((name) => name === "name" || name === "type");
    if (kept.length > 0) copy[key] = kept;
  }
  return copy;
}
