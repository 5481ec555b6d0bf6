import { z } from "zod";
import { percentageSchema } from "../units/percentage";

export const capacitySchema = z
  .strictObject({
    currentPeakUsers: z
      .int()
      .min(1)
      .meta({ description: "Concurrent users at today's peak.", examples: [20000] }),
    growth: z
      .string()
      .regex(/^\d+(\.\d+)?x$/)
      .transform((text) => Number(text.slice(0, -1)))
      .meta({ description: "Growth to carry, as a multiple of today's peak.", examples: ["10x"] }),
    requestsPerUser: z.number().positive().max(6000).default(6).meta({
      description: "Requests per minute of one concurrent user at the peak.",
    }),
    meanLoad: percentageSchema.prefault("35%").meta({
      description:
        "Mean load over a month as a share of its peak, for what is paid by use. The default is an assumption: office hours near the peak, nights and weekends far below.",
    }),
    cells: z
      .union([z.literal("auto"), z.int().min(1).max(50)])
      .default("auto")
      .meta({
        description:
          "Independent copies of services and stores between which users are divided. `auto`: one, or as many as the limits of AWS make necessary at the target.",
      }),
    quotas: z.enum(["watch", "request"]).default("watch").meta({
      description:
        "Service quotas that the target needs. `watch`: alarms before they are reached. `request`: AWS is asked for an increase too.",
    }),
    grantedQuotas: z
      .record(z.string().regex(/^L-[A-Z0-9]{8}$/), z.number().positive())
      .default({})
      .meta({
        description: "Quotas that the account has beyond AWS's defaults, by quota code.",
        examples: [{ "L-3032A538": 4000 }],
      }),
    prices: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/), z.number().min(0))
      .default({})
      .meta({
        description: "Prices in USD in place of those of the table that comes with opsplan, by the table's names.",
        examples: [{ "fargate-vcpu-hour": 0.032 }],
      }),
  })
  .meta({ description: "Users to carry, and what the capacity model assumes of them." });
