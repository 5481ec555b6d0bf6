import { z } from "zod";
import { nameSchema, PLAN_NAME_MAX_LENGTH } from "../names";

/** AWS tag values: letters, digits, spaces and `+ - = . _ : / @`. */
export const TAG_VALUE_PATTERN = /^[\p{L}\p{N} +\-=._:/@]+$/u;

/** Names of teams are shorter. Every alarm's description holds it: see `RUNBOOK_URL_MAX_LENGTH`. */
const OWNER_MAX_LENGTH = 64;

export const metadataSchema = z
  .strictObject({
    name: nameSchema(PLAN_NAME_MAX_LENGTH).meta({
      description: "Identifies the plan. Begins every stack, logical address and AWS name.",
      examples: ["shop-reliability"],
    }),
    title: z
      .string()
      .min(1)
      .max(120)
      .meta({ description: "The plan's name for people.", examples: ["Shop reliability"] }),
    owner: z
      .string()
      .regex(TAG_VALUE_PATTERN)
      .max(OWNER_MAX_LENGTH)
      .meta({
        description: "The team that owns the plan; the `owner` tag of every resource.",
        examples: ["platform-team"],
      }),
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .default("0.1.0")
      .meta({ description: "Version of the plan (SemVer). A blueprint is pinned by its major." }),
    description: z.string().min(1).max(1000).optional().meta({ description: "One paragraph on what the plan is for." }),
  })
  .meta({ description: "Who and what the plan is." });
