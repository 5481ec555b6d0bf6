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
    oidcProvider: z.enum(["owned", "existing"]).default("owned").meta({
      description:
        "GitHub's OIDC provider, of which an account has one, beside `bootstrap: owned` and a source on GitHub. `owned`: the bootstrap stack makes it. `existing`: another plan, environment or team has made it in this account.",
    }),
    kmsKeyArn: z
      .string()
      .regex(/^arn:aws[\w-]*:kms:/)
      .optional()
      .meta({
        description: "Key that encrypts the state. With `bootstrap: owned`, one is made when absent; else S3's own.",
      }),
  })
  .prefault({})
  .meta({ description: "Where Terraform keeps its state." });
