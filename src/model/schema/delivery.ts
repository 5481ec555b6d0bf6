import { z } from "zod";
import { durationSchema, latencySchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";

/** A path below the repository's root, safe in a shell: no step upwards, nothing that reads as an option. */
const REPOSITORY_PATH = /^(?!(.*\/)?\.\.(\/|$))[\w.][\w.-]*(\/[\w.][\w.-]*)*$/;

export const DELIVERY_STRATEGIES = ["rolling", "blue-green", "canary", "linear", "blue-green-canary"] as const;

const strategySchema = z.enum(DELIVERY_STRATEGIES);

const STRATEGY_WORDS =
  "`rolling` replaces copies a few at a time. The others start the new version beside the old: `blue-green` moves all traffic at once, `canary` a share first, `linear` in equal steps, `blue-green-canary` a share first and after the new version has answered requests of its own.";

const canarySchema = z.strictObject({
  steps: z
    .array(percentageSchema)
    .min(1)
    .prefault(["10%"])
    .meta({
      description:
        "Shares of traffic that the new version has, one after another. Several that are equal steps, such as 25%, 50%, 75%, are shifted as `linear` does; ECS knows no others.",
      examples: [["10%"], ["25%", "50%", "75%"]],
    }),
  bake: durationSchema.prefault("15m").meta({ description: "How long each share is watched before the next." }),
});

const linearSchema = z.strictObject({
  step: percentageSchema.prefault("25%").meta({ description: "Share of traffic that each step moves, 3% to 100%." }),
  bake: durationSchema.prefault("5m").meta({ description: "How long each step is watched before the next." }),
});

const bakeSchema = durationSchema.meta({
  description:
    "How long the old version is kept after the new one has all traffic, to go back in seconds. Derived: as long as a canary.",
  examples: ["15m"],
});

/** What a service's deployments do in place of the plan's. */
export const serviceDeliverySchema = z
  .strictObject({
    strategy: strategySchema.optional().meta({ description: STRATEGY_WORDS }),
    canary: canarySchema.optional(),
    linear: linearSchema.optional(),
    bake: bakeSchema.optional(),
  })
  .prefault({})
  .meta({ description: "How deployments of this service go, in place of `delivery`." });

export const deliverySchema = z
  .strictObject({
    strategy: strategySchema.default("rolling").meta({
      description: `${STRATEGY_WORDS} A service whose runtime or place lacks it is deployed by what it has.`,
    }),
    canary: canarySchema.prefault({}),
    linear: linearSchema.prefault({}),
    bake: bakeSchema.optional(),
    validation: z
      .strictObject({
        paths: z
          .array(z.string().regex(/^\/[\w\-./]{0,200}$/))
          .max(20)
          .default([])
          .meta({
            description:
              "Paths that a new version must answer with a status below 400, each by the service that its route leads to. Where none does, the service is asked for its health check's path.",
            examples: [["/api/version"]],
          }),
        maxLatency: latencySchema
          .prefault("2s")
          .meta({ description: "Longest answer that is accepted, 1 millisecond to 10 seconds." }),
        requests: z.int().min(1).max(100).default(5).meta({ description: "Requests to each path." }),
      })
      .prefault({})
      .meta({
        description:
          "What `blue-green` and `blue-green-canary` ask of a new version before users reach it, by a listener of its own.",
      }),
    source: z
      .strictObject({
        repository: z
          .string()
          .regex(/^[\w.-]+\/[\w.-]+$/)
          .meta({ description: "owner/name of the repository.", examples: ["org/shop"] }),
        branch: z
          .string()
          .regex(/^[\w./-]{1,100}$/)
          .default("main"),
        provider: z.enum(["GitHub", "GitLab", "Bitbucket"]).default("GitHub"),
        connectionArn: z
          .string()
          .regex(/^arn:aws[\w-]*:code(connections|star-connections):/)
          .optional()
          .meta({
            description:
              "A CodeConnections connection that exists. Created, and to be authorised by hand once, when absent.",
          }),
      })
      .optional()
      .meta({ description: "Where the services' source is. Without it no pipeline is made." }),
    testCommand: z.string().min(1).max(500).default("npm ci && npm test").meta({
      description: "Run in the service's folder before an image is built.",
    }),
    approval: z
      .boolean()
      .optional()
      .meta({ description: "A person approves before deployment. Derived: true at full scale." }),
    checks: z
      .strictObject({
        enabled: z.boolean().default(true),
        plan: z
          .string()
          .max(200)
          .regex(REPOSITORY_PATH)
          .default("plan.yaml")
          .meta({
            description: "Path of the plan file in the repository.",
            examples: ["operations/plan.yaml"],
          }),
        docs: z
          .string()
          .max(200)
          .regex(REPOSITORY_PATH)
          .optional()
          .meta({
            description:
              "Folder of the repository where this environment's documents are committed. Derived: where `opsplan synth` writes them.",
            examples: ["cdktf.out/docs/shop/production"],
          }),
      })
      .prefault({})
      .meta({
        description:
          "A daily build that looks for drift, coverage gaps, old runbooks, recurring tickets and waste, and opens tickets. Needs `source`; drift also needs `state.bucket`.",
      }),
  })
  .prefault({})
  .meta({ description: "How a change reaches the services." });
