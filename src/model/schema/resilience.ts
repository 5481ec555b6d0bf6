import { z } from "zod";
import { nameSchema } from "../names";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";

/** Failures that AWS FIS can make in what is generated. */
export const EXPERIMENTS = ["task-loss", "zone-loss", "database-failover", "latency", "dependency-loss"] as const;

/** Six fields of an AWS cron expression, without the word `cron`. */
const cron = z.string().regex(/^\S+( \S+){5}$/);
const timezone = z
  .string()
  .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/)
  .default("UTC");

export const resilienceSchema = z
  .strictObject({
    experiments: z
      .union([z.literal("auto"), z.array(z.enum(EXPERIMENTS))])
      .default("auto")
      .meta({
        description:
          "Failures that AWS FIS rehearses. `auto`: with game days every one that the generated architecture can have, but at full scale none that needs an agent in Fargate tasks (`latency`, `dependency-loss`). A list is made as it stands, also without game days, to be started by hand.",
      }),
    gameDays: z
      .strictObject({ cron: cron.default("0 10 ? 1/3 TUE#1 *"), timezone })
      .optional()
      .meta({ description: "When the experiments run, one after another. Without it nothing is rehearsed by itself." }),
    loadTest: z
      .strictObject({
        services: z
          .array(nameSchema())
          .default([])
          .meta({ description: "Public services that are tested. All of them when empty." }),
        target: z
          .url({ protocol: /^https$/ })
          .optional()
          .meta({ description: "Where requests go. Derived: the environment's own domain." }),
        paths: z
          .record(nameSchema(), z.array(z.string().regex(/^\/[\w\-./?=&%]{0,200}$/)).min(1))
          .default({})
          .meta({
            description:
              "What is asked of a service, by its name, one after another. Derived: the health path where its routes lead there, else the beginning of each route.",
            examples: [{ api: ["/api/items", "/api/items/1"] }],
          }),
        inProduction: z.boolean().default(false).meta({
          description: "Yes to a test against an environment of full scale. Without it such a target is an error.",
        }),
        load: percentageSchema
          .prefault("100%")
          .meta({ description: "Share of the target load of `requirements.capacity` that the test reaches." }),
        rampUp: durationSchema.prefault("10m"),
        hold: durationSchema.prefault("20m"),
        cron: cron.optional().meta({ description: "When it runs by itself. Only by hand when absent." }),
        timezone,
      })
      .optional()
      .meta({ description: "A load test by k6. Needs `requirements.capacity`." }),
  })
  .prefault({})
  .meta({ description: "Rehearsed failures and load tests." });
