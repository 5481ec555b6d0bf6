import { z } from "zod";
import { RECOVERY_PATTERNS, RECOVERY_STEPS } from "../recovery";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";
import { cidrSchema, existingNetworkSchema } from "./network";

/** Six fields of an AWS cron expression, without the word `cron`. */
const cron = z.string().regex(/^\S+( \S+){5}$/);

export const recoverySchema = z
  .strictObject({
    pattern: z
      .enum(["auto", ...RECOVERY_PATTERNS])
      .default("auto")
      .meta({
        description:
          "How the loss of the region is survived. `auto` derives the cheapest pattern that meets `requirements.recovery`.",
      }),
    approval: z
      .strictObject({
        approvers: z
          .array(z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/))
          .min(1)
          .max(10)
          .meta({
            description: "IAM roles or users of which one must agree.",
            examples: [["arn:aws:iam::111122223333:role/incident-lead"]],
          }),
        timeout: durationSchema.prefault("15m").meta({
          description: "How long an automated failover waits before it gives up. Counts towards the RTO.",
        }),
      })
      .optional()
      .meta({ description: "Somebody agrees before an automated failover begins. Nobody is asked when absent." }),
    backup: z
      .strictObject({
        interval: durationSchema
          .optional()
          .meta({ description: "Time between two backups. Derived: the longest that honours the RPO." }),
        retention: durationSchema.prefault("35d").meta({ description: "How long backups and their copies are kept." }),
        vaultLock: z.enum(["governance", "compliance", "none"]).default("governance").meta({
          description: "AWS Backup Vault Lock. `compliance` cannot be undone by anybody after three days.",
        }),
        crossAccountVault: z
          .string()
          .regex(/^arn:aws[\w-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50}$/)
          .optional()
          .meta({ description: "A vault of another account, in the same region, that gets a copy of every backup." }),
        restoreTest: cron.default("0 5 ? * SUN *").meta({
          description: "When a restore is tested, an AWS cron expression in UTC.",
        }),
      })
      .prefault({})
      .meta({ description: "AWS Backup: interval, retention, lock, copies and restore tests." }),
    standbyCapacity: percentageSchema.optional().meta({
      description:
        "Share of each service's minimum that runs in the recovery region. Derived: 0 at pilot light, 25% at warm standby, 100% at active-active.",
    }),
    network: z
      .strictObject({
        cidr: cidrSchema.optional().meta({
          description:
            "Address range of the VPC in the recovery region, /16 to /20. Derived: the next range of the size of `network.cidr` that no network named for this environment uses.",
        }),
        existing: existingNetworkSchema.optional().meta({
          description: "A network that exists already in the recovery region: used as it is.",
        }),
      })
      .prefault({})
      .meta({ description: "The VPC in the recovery region. All else of it is as `network` says." }),
    measured: z
      .partialRecord(z.enum(RECOVERY_STEPS), durationSchema)
      .default({})
      .meta({ description: "Lengths of recovery steps that an exercise has measured; they replace the estimates." }),
  })
  .prefault({})
  .meta({ description: "Recovery from the loss of the region." });
