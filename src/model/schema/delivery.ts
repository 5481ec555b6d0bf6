import { z } from "zod";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";

/** A path below the repository's root, safe in a shell: no step upwards, nothing that reads as an option. */
const REPOSITORY_PATH = /^(?!(.*\/)?\.\.(\/|$))[\w.][\w.-]*(\/[\w.][\w.-]*)*$/;

export const DELIVERY_STRATEGIES = ["rolling", "blue-green-canary"] as const;

export const deliverySchema = z
  .strictObject({
    strategy: z.enum(DELIVERY_STRATEGIES).default("rolling").meta({
      description:
        "`rolling` replaces tasks under a circuit breaker; `blue-green-canary` shifts a share of traffic first.",
    }),
    canary: z
      .strictObject({
        steps: z.array(percentageSchema).min(1).prefault(["10%"]).meta({
          description: "Share of traffic that the new version gets first. ECS has one canary step: the first is used.",
        }),
        bake: durationSchema
          .prefault("15m")
          .meta({ description: "How long the canary, and then the old version, is kept." }),
      })
      .prefault({}),
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
