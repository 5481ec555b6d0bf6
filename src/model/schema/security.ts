import { z } from "zod";
import { durationSchema } from "../units/duration";

const keyArn = z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/);
const managed = (description: string) => z.boolean().default(true).meta({ description });

export const securitySchema = z
  .strictObject({
    accountBaseline: z.enum(["managed", "existing"]).default("managed").meta({
      description:
        "`existing` when the organisation owns account-wide settings: none of the six below is then created.",
    }),
    guardDuty: managed("GuardDuty threat detection in the region."),
    accessAnalyzer: managed("IAM Access Analyzer for access from outside the account."),
    publicAccessBlock: managed("Account-wide block of public S3 access."),
    ebsEncryption: managed("EBS volumes encrypted by default in the region."),
    cloudTrail: managed("Multi-region CloudTrail with log file validation."),
    configRules: managed("AWS Config: a recorder of the region's resources, and rules for what the plan generates."),
    trailRetention: durationSchema.prefault("365d").meta({ description: "How long audit logs are kept." }),
    existing: z
      .strictObject({
        keys: z
          .strictObject({
            data: keyArn.optional(),
            logs: keyArn.optional(),
            messaging: keyArn.optional(),
            artifacts: keyArn.optional(),
          })
          .prefault({})
          .meta({
            description: "KMS keys that exist already. Their policies must admit the AWS services that use them.",
          }),
        configRecorder: z.boolean().default(false).meta({
          description:
            "True when AWS Config records the region already: an account has one recorder per region. Rules are created all the same.",
        }),
        logBucket: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
          .optional()
          .meta({ description: "Central bucket for access and audit logs." }),
      })
      .prefault({})
      .meta({ description: "What exists already: used as it is, not created." }),
  })
  .prefault({})
  .meta({ description: "Hardening of the account and what exists of it." });
