import { z } from "zod";
import { nameSchema } from "../names";

const scalarSchema = z.union([z.string().max(1000), z.number(), z.boolean()]);

/** In a blueprint: a value that plans are expected to give, and the places of the blueprint it sets. */
const declarationSchema = z.strictObject({
  description: z.string().min(1).max(300),
  default: scalarSchema.optional(),
  sets: z
    .array(z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/))
    .min(1)
    .meta({
      description: "Paths the value is written to; members of named lists by name.",
      examples: [["requirements.capacity.currentPeakUsers"]],
    }),
});

export const parametersSchema = z
  .record(nameSchema(), z.union([scalarSchema, declarationSchema]))
  .default({})
  .meta({ description: "A blueprint declares parameters; a plan that uses it gives their values." });
