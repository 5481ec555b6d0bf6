import { parse } from "yaml";
import { z } from "zod";
import { shippedBlueprint } from "../shipped-blueprints";

/** The part of a shipped blueprint that is shown before anything is compiled, as its author wrote it. */
const blueprintHead = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    version: z.string(),
    title: z.string(),
    description: z.string().optional(),
  }),
  parameters: z
    .record(
      z.string(),
      z.looseObject({ description: z.string(), default: z.union([z.string(), z.number(), z.boolean()]).optional() }),
    )
    .default({}),
  initiative: z.looseObject({
    name: z.string(),
    timeline: z.string(),
    complexity: z.string().optional(),
    phases: z.array(
      z.looseObject({
        name: z.string(),
        duration: z.string(),
        primaryAgents: z.array(z.string()),
        supportingAgents: z.array(z.string()).default([]),
        deliverables: z.array(z.string()),
        successCriteria: z.array(z.string()),
      }),
    ),
  }),
  services: z.array(
    z.looseObject({ name: z.string(), runtime: z.string().optional(), description: z.string().optional() }),
  ),
  dataStores: z
    .array(z.looseObject({ name: z.string(), engine: z.string(), description: z.string().optional() }))
    .default([]),
});

export type BlueprintHead = z.output<typeof blueprintHead>;

export function readBlueprint(name: string): BlueprintHead {
  return blueprintHead.parse(parse(shippedBlueprint(name).text));
}
