import { z } from "zod";
import { latencySchema } from "../units/duration";

/** What the capacity model knows of a service. The defaults are assumptions, and the documents call them that. */
export const serviceCapacitySchema = z
  .strictObject({
    requestShare: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .meta({
        description:
          "Requests (messages, for a worker) it gets for each request that users make: 0.25 for a quarter of them, 2 where each makes two calls. Derived: public services share users' requests evenly, a reader of a queue gets what its producers send, others with a port get 1.",
        examples: [0.25],
      }),
    requestsPerSecond: z
      .number()
      .positive()
      .max(1_000_000)
      .optional()
      .meta({
        description:
          "Requests (messages, for a worker) per second that one task or instance carries at `scaling.targetCpu`, as a load test measures it. Derived: `scaling.requestsPerTarget` by the minute.",
        examples: [40],
      }),
    responseTime: latencySchema
      .prefault("100ms")
      .meta({ description: "Mean time that a request spends in the service at that load." }),
    concurrency: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .meta({
        description: "Requests that one task or instance works on at once, at most. Unlimited when absent.",
        examples: [64],
      }),
    connections: z.int().min(0).max(1000).default(10).meta({
      description: "Connections that one task or instance holds to each database it uses.",
    }),
    responseSize: z
      .number()
      .min(0)
      .max(1_000_000)
      .default(20)
      .meta({ description: "Mean size of a response, in KiB." }),
    source: z.enum(["given", "load-test"]).default("given").meta({
      description: "Where `requestsPerSecond` and `responseTime` come from.",
    }),
  })
  .prefault({})
  .meta({ description: "What one task or instance carries, for the capacity model." });
