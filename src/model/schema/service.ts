import { z } from "zod";
import { nameSchema } from "../names";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";
import { serviceDeliverySchema } from "./delivery";
import { serviceCapacitySchema } from "./service-capacity";
import { sloSchema } from "./slo";

export const RUNTIMES = ["ecs-fargate", "ec2-asg"] as const;
export const EXPOSURES = ["public", "internal", "none"] as const;

/** Fargate's task sizes: memory in MiB allowed per CPU units (AWS documentation, "Task definition parameters for Fargate"). */
export const FARGATE_SIZES: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: [1024, 2048, 3072, 4096],
  1024: [2048, 3072, 4096, 5120, 6144, 7168, 8192],
  2048: Array.from({ length: 13 }, (_, i) => 4096 + i * 1024),
  4096: Array.from({ length: 23 }, (_, i) => 8192 + i * 1024),
};

const scheduleSchema = z.strictObject({
  name: nameSchema(30),
  cron: z
    .string()
    .regex(/^\S+( \S+){5}$/)
    .meta({
      description: "Six fields of an AWS cron expression: minutes, hours, day of month, month, day of week, year.",
      examples: ["0 7 ? * MON-FRI *"],
    }),
  timezone: z
    .string()
    .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/)
    .default("UTC")
    .meta({ examples: ["Europe/Dublin"] }),
  min: z.int().min(0).max(5000),
  max: z.int().min(1).max(5000),
});

/**
 * `hibernated` is not among them: it asks for an instance type of AWS's list and for a root volume that holds the whole
 * memory (EC2 user guide, "Prerequisites for EC2 instance hibernation"), and a container starts about as fast.
 */
export const WARM_POOL_STATES = ["stopped", "running"] as const;

const warmPoolSchema = z
  .strictObject({
    min: z.int().min(0).max(5000).default(1).meta({ description: "Prepared instances that are kept at least." }),
    max: z.int().min(1).max(5000).optional().meta({
      description:
        "Instances at most that are in service or prepared, together. Derived: `scaling.max`, so that all that may come is prepared.",
    }),
    state: z.enum(WARM_POOL_STATES).default("stopped").meta({
      description: "`stopped` costs the volumes alone; `running` costs as much as an instance in service.",
    }),
    reuse: z.boolean().default(false).meta({
      description: "Instances go back to the pool when the group scales in. Without it they are terminated.",
    }),
  })
  .meta({ description: "Instances that are prepared ahead, so that scaling out only starts them (`ec2-asg`)." });

export const serviceSchema = z.strictObject({
  name: nameSchema(),
  description: z.string().min(1).max(300).optional(),
  runtime: z.enum(RUNTIMES).default("ecs-fargate"),
  image: z
    .string()
    .regex(/^[a-z0-9][\w.\-/:@]{0,254}$/)
    .meta({
      description: "Container image that runs until the pipeline deploys the first build.",
      examples: ["public.ecr.aws/nginx/nginx:1.27"],
    }),
  command: z.array(z.string().max(200)).default([]).meta({ description: "Arguments in place of the image's own." }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ description: "Port the container listens on. Without one the service takes no requests." }),
  exposure: z.enum(EXPOSURES).optional().meta({
    description:
      "`public`: by the load balancer. `internal`: by other services only. Derived: `public` with a port, else `none`.",
  }),
  routes: z
    .array(z.string().regex(/^\/[\w\-./*]{0,127}$/))
    .max(5)
    .optional()
    .meta({
      description:
        "Path patterns the load balancer sends here. Derived: `/*` for the only public service, else `/<name>` and `/<name>/*`.",
      examples: [["/checkout", "/checkout/*"]],
    }),
  health: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[\w\-./]{0,200}$/)
        .default("/"),
      gracePeriod: durationSchema.prefault("60s"),
    })
    .prefault({}),
  cpu: z.int().default(512).meta({ description: "CPU units, 1,024 to a vCPU (Fargate)." }),
  memory: z.int().default(1024).meta({ description: "MiB (Fargate)." }),
  instanceType: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/)
    .default("m7g.large")
    .meta({ description: "EC2 instance type (`ec2-asg`)." }),
  environment: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().max(1000))
    .default({})
    .meta({ description: "Environment variables. Never secrets." }),
  secrets: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().regex(/^arn:aws[\w-]*:(secretsmanager|ssm):/))
    .default({})
    .meta({
      description: "Environment variables whose value is a secret: ARNs in Secrets Manager or Parameter Store.",
    }),
  scaling: z
    .strictObject({
      min: z.int().min(0).max(5000).default(2),
      max: z.int().min(1).max(5000).default(10),
      targetCpu: percentageSchema.prefault("60%"),
      requestsPerTarget: z.int().min(1).optional().meta({ description: "Requests per minute and target to scale on." }),
      messagesPerTask: z.int().min(1).optional().meta({
        description:
          "Queue backlog per task to scale on; needs one queue in `uses`. It makes the service a consumer of the queue. Derived for a service without a port that uses one queue and has `capacity.requestsPerSecond`: what one task works off in half of the queue's `maxAge`.",
      }),
      predictive: z
        .boolean()
        .default(false)
        .meta({ description: "Adds predictive scaling from the load's daily and weekly pattern." }),
      schedules: z.array(scheduleSchema).default([]),
      warmPool: warmPoolSchema.optional(),
    })
    .prefault({}),
  capacity: serviceCapacitySchema,
  delivery: serviceDeliverySchema,
  slos: z.array(sloSchema).default([]),
  uses: z
    .array(nameSchema())
    .default([])
    .meta({ description: "Data stores the service works with: grants access and opens the network." }),
});
