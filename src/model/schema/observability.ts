import { z } from "zod";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const observabilitySchema = z
  .strictObject({
    logRetention: durationSchema.optional().meta({
      description:
        "How long service logs are kept; rounded up to what CloudWatch Logs accepts. Derived: a year under PCI DSS, else 90 days.",
    }),
    anomalyDetection: z
      .boolean()
      .default(true)
      .meta({ description: "Learns a baseline of requests and latency and alarms outside it." }),
    anomalyBand: z
      .number()
      .min(1)
      .max(10)
      .default(3)
      .meta({ description: "Width of the baseline band, in standard deviations." }),
    forecasts: z.boolean().default(true).meta({
      description: "Follows the trend of what can run out, and alarms days before it does.",
    }),
    forecastHorizon: durationSchema.prefault("14d").meta({
      description: "How far ahead of a limit a forecast alarms, in whole days.",
      examples: ["30d"],
    }),
    thresholds: z
      .strictObject({
        errorRate: percentageSchema.prefault("1%").meta({ description: "Share of 5xx answers over five minutes." }),
        cpu: percentageSchema.prefault("85%"),
        memory: percentageSchema.prefault("85%"),
        databaseConnections: percentageSchema
          .prefault("80%")
          .meta({ description: "Share of the connections the database allows." }),
      })
      .prefault({}),
  })
  .prefault({})
  .meta({ description: "Alarms, dashboards and logs." });
