import { z } from "zod";
import { OVERLAY_SECTIONS } from "../model/schema/environment";
import { planFileSchema } from "../model/schema/plan-file";
import { type NodePath, nodeAtPath } from "../parse/locate";
import type { LocatedMap, LocatedNode } from "../parse/located";
import { isText } from "../parse/node-kinds";

type Schema = z.core.$ZodType;

/** What the schema says of one place in a plan. */
export interface SchemaPlace {
  /** Without the wrappers that make it optional, give it a default or transform it. */
  readonly schema: Schema;
  /** With `*` for list indexes and names of records: `services.*.image`. */
  readonly pattern: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly example: string | undefined;
}

/** The schema of a place; the tree decides between the kinds of a union (`engine`, `type`). */
export function placeAt(tree: LocatedMap, path: NodePath): SchemaPlace | undefined {
  let schema: Schema = planFileSchema;
  const pattern: string[] = [];
  for (const [index, segment] of path.entries()) {
    const step = stepInto(schema, segment, nodeAtPath(tree, path.slice(0, index)));
    if (!step) return undefined;
    schema = step.schema;
    pattern.push(step.segment);
  }
  return describe(schema, pattern.join("."));
}

/**
 * Keys that the map at a place may have: none where the tree does not tell what stands there. Of an environment also the
 * sections that it may override; of a union, such as a store, those of the kind that the map says it is.
 */
export function knownKeys(tree: LocatedMap, path: NodePath): readonly string[] {
  const place = placeAt(tree, path);
  return place === undefined ? [] : keysOf(place, nodeAtPath(tree, path));
}

function keysOf(place: SchemaPlace, node: LocatedNode | undefined): readonly string[] {
  const definition = definitionOf(place.schema);
  if (definition.type === "union") {
    const kind = optionFor(definition, node);
    return kind === undefined ? [] : keysOf(describe(kind, place.pattern), node);
  }
  const own = definition.type === "object" ? Object.keys(definition.shape) : enumKeys(definition);
  return place.pattern === "environments.*" ? [...own, ...OVERLAY_SECTIONS] : own;
}

function enumKeys(definition: z.core.$ZodTypes["_zod"]["def"]): readonly string[] {
  if (definition.type !== "record") return [];
  const key = definitionOf(definition.keyType);
  return key.type === "enum" ? Object.values(key.entries).map(String) : [];
}

export function definitionOf(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schema inside one wrapper; undefined when there is none. */
export function innerOf(schema: Schema): Schema | undefined {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "optional":
    case "default":
    case "prefault":
      return definition.innerType;
    case "pipe":
      return definition.in;
    default:
      return undefined;
  }
}

export function describe(schema: Schema, pattern: string): SchemaPlace {
  const meta = z.globalRegistry.get(schema) ?? {};
  const inner = innerOf(schema);
  const below = inner && describe(inner, pattern);
  const example = Array.isArray(meta.examples) ? meta.examples[0] : undefined;
  return {
    schema: below?.schema ?? schema,
    pattern,
    title: meta.title ?? below?.title,
    description: meta.description ?? below?.description,
    example: typeof example === "string" ? example : below?.example,
  };
}

interface Step {
  readonly schema: Schema;
  readonly segment: string;
}

function stepInto(wrapped: Schema, segment: string | number, node: LocatedNode | undefined): Step | undefined {
  const schema = describe(wrapped, "").schema;
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "object": {
      const next = definition.shape[String(segment)];
      return next && { schema: next, segment: String(segment) };
    }
    case "array":
      return { schema: definition.element, segment: "*" };
    case "record":
      return { schema: definition.valueType, segment: "*" };
    case "union": {
      const option = optionFor(definition, node);
      return option && stepInto(option, segment, node);
    }
    default:
      return undefined;
  }
}

/** The kind of a union that a map is: by its discriminator, or the only one that is a map. */
export function optionFor(definition: z.core.$ZodUnionDef, node: LocatedNode | undefined): Schema | undefined {
  if (node?.kind !== "map") return undefined;
  const key = "discriminator" in definition ? String(definition.discriminator) : undefined;
  const kind = key === undefined ? undefined : node.entries.get(key)?.value;
  return definition.options.find((option) => {
    const inner = definitionOf(option);
    if (inner.type !== "object") return false;
    if (key === undefined) return true;
    const literal = inner.shape[key] && definitionOf(inner.shape[key]);
    return literal?.type === "literal" && isText(kind) && literal.values.includes(kind.value);
  });
}
