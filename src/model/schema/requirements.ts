import { z } from "zod";
import { durationSchema, latencySchema } from "../units/duration";
import { moneySchema } from "../units/money";
import { percentageSchema } from "../units/percentage";
import { capacitySchema } from "./capacity";
import { REGION_PATTERN } from "./environment";

export const COMPLIANCE_STANDARDS = ["sox", "pci-dss", "gdpr"] as const;

export const requirementsSchema = z
  .strictObject({
    availability: percentageSchema
      .optional()
      .meta({ description: "Share of time or requests served.", examples: ["99.95%"] }),
    latency: z
      .strictObject({ p99: latencySchema.meta({ description: "99th percentile at peak.", examples: ["200ms"] }) })
      .optional(),
    recovery: z
      .strictObject({
        rpo: durationSchema.meta({ description: "Recovery point objective: data that may be lost.", examples: ["1h"] }),
        rto: durationSchema.meta({ description: "Recovery time objective: time to be back.", examples: ["4h"] }),
        failover: z.enum(["manual", "automated"]).default("manual"),
      })
      .optional(),
    residency: z
      .strictObject({
        regions: z
          .array(z.string().regex(REGION_PATTERN))
          .min(1)
          .meta({
            description: "AWS regions that may hold the plan's data.",
            examples: [["eu-west-1", "eu-central-1"]],
          }),
      })
      .optional()
      .meta({
        description: "Where data may be. Under GDPR without it: the EEA, the United Kingdom and Switzerland.",
      }),
    compliance: z
      .array(z.enum(COMPLIANCE_STANDARDS))
      .default([])
      .meta({ description: "Standards the system is under." }),
    capacity: capacitySchema.optional(),
    budget: z
      .strictObject({
        monthly: moneySchema.meta({ examples: ["18000 USD"] }),
        // Each is told of when spent and when forecast, and a budget has ten notifications (AWS Budgets API, Notification).
        alertAt: z
          .array(percentageSchema)
          .min(1)
          .max(5)
          .prefault(["80%", "100%"])
          .meta({ description: "Shares of the budget at which somebody is told: when spent, and when forecast." }),
      })
      .optional(),
  })
  .prefault({})
  .meta({ description: "What the system must reach: availability, latency, recovery, compliance, capacity, budget." });
