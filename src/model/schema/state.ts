import { z } from "zod";
import { REGION_PATTERN } from "./environment";

export const stateSchema = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional()
      .meta({ description: "S3 bucket for Terraform state, with native locking. Without one, state is local." }),
    region: z
      .string()
      .regex(REGION_PATTERN)
      .optional()
      .meta({ description: "Region of the bucket. Derived: the environment's region." }),
    bootstrap: z.enum(["owned", "existing"]).default("existing").meta({
      description:
        "`owned`: a stack of its own makes the bucket, its key and the roles that pipelines assume, once, and moves its own state into it. `existing`: the bucket is there.",
    }),
    kmsKeyArn: z
      .string()
      .regex(/^arn:aws[\w-]*:kms:/)
      .optional(),
  })
  .prefault({})
  .meta({ description: "Where Terraform keeps its state." });
