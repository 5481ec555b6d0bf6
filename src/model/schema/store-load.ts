import { z } from "zod";
import { percentageSchema } from "../units/percentage";

/*
 * What the capacity model assumes of a store: what one request to a service that uses it costs there. The defaults are
 * assumptions that a load test replaces, and the documents call them that.
 */

const perRequest = (what: string, value: number) =>
  z
    .number()
    .min(0)
    .max(10_000)
    .default(value)
    .meta({ description: `${what} for each request to a service that uses the store.` });

export const auroraLoadSchema = z
  .strictObject({
    queriesPerRequest: perRequest("Queries", 2),
    readShare: percentageSchema.prefault("80%").meta({ description: "Share of queries that a reader may answer." }),
    queriesPerUnit: z.number().positive().max(100_000).default(250).meta({
      description: "Queries per second that one Aurora capacity unit carries.",
    }),
  })
  .prefault({})
  .meta({ description: "Load on the database, for the capacity model." });

export const redisLoadSchema = z
  .strictObject({
    operationsPerRequest: perRequest("Operations", 3),
    memoryPerUser: z.number().min(0).max(1_000_000).default(10).meta({
      description: "Memory that the data of one concurrent user takes, in KiB.",
    }),
  })
  .prefault({})
  .meta({ description: "Load on the cache, for the capacity model." });

export const dynamodbLoadSchema = z
  .strictObject({
    readsPerRequest: perRequest("Read request units", 1),
    writesPerRequest: perRequest("Write request units", 0.2),
  })
  .prefault({})
  .meta({ description: "Load on the table, for the capacity model." });

export const sqsLoadSchema = z
  .strictObject({ messagesPerRequest: perRequest("Messages sent", 1) })
  .prefault({})
  .meta({ description: "Load on the queue, for the capacity model." });
