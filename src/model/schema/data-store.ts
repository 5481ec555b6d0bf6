import { z } from "zod";
import { nameSchema } from "../names";
import { durationSchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";
import { auroraLoadSchema, dynamodbLoadSchema, redisLoadSchema, sqsLoadSchema } from "./store-load";

/** How much harm the data does in the wrong hands, least first. */
export const CLASSIFICATIONS = ["public", "internal", "confidential", "restricted"] as const;

const governanceSchema = z
  .strictObject({
    classification: z.enum(CLASSIFICATIONS).default("internal"),
    personalData: z
      .boolean()
      .default(false)
      .meta({ description: "Holds personal data, in the sense of GDPR, art. 4." }),
    cardholderData: z.boolean().default(false).meta({ description: "Holds cardholder data, in the sense of PCI DSS." }),
    retention: durationSchema.optional().meta({
      description: "How long records are kept before they are erased. Without it they are kept until somebody asks.",
      examples: ["365d"],
    }),
  })
  .prefault({})
  .meta({ description: "What the store holds, for classification, retention and erasure." });

const common = {
  name: nameSchema(),
  description: z.string().min(1).max(300).optional(),
  data: governanceSchema,
};

const backup = z.boolean().default(true).meta({
  description: "Backed up by AWS Backup. Without it the store keeps only what its engine keeps by itself.",
});

const auroraSchema = z.strictObject({
  ...common,
  engine: z.literal("aurora-postgresql"),
  version: z
    .string()
    .regex(/^\d+\.\d+$/)
    .default("16.6")
    .meta({ description: "Aurora PostgreSQL engine version." }),
  database: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/)
    .default("app")
    .meta({ description: "Name of the first database." }),
  capacity: z
    .strictObject({
      min: z.number().min(0.5).max(256).multipleOf(0.5).default(0.5),
      max: z.number().min(1).max(256).multipleOf(0.5).default(8),
    })
    .prefault({})
    .meta({ description: "Aurora capacity units; one is about 2 GiB of memory." }),
  load: auroraLoadSchema,
  readerScaling: z
    .strictObject({
      max: z.int().min(1).max(15).meta({ description: "Reader instances at most, those of `readers` included." }),
      targetCpu: percentageSchema.prefault("60%"),
    })
    .optional()
    .meta({ description: "Readers are added by their mean CPU. Without it their number stays `readers`." }),
  pooler: z.enum(["auto", "rds-proxy", "none"]).default("auto").meta({
    description:
      "RDS Proxy between services and the database. `auto`: where the services' connections at their maximum exceed what the database takes.",
  }),
  readers: z
    .int()
    .min(0)
    .max(15)
    .optional()
    .meta({ description: "Reader instances. Derived: 1 at full scale, 0 at small." }),
  backup,
  backupRetention: durationSchema.prefault("14d").meta({ description: "Point-in-time recovery window, 1 to 35 days." }),
});

const redisSchema = z.strictObject({
  ...common,
  engine: z.literal("redis"),
  version: z
    .string()
    .regex(/^7\.\d+$/)
    .default("7.1"),
  nodeType: z
    .string()
    .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/)
    .default("cache.t4g.small"),
  load: redisLoadSchema,
  replicas: z
    .int()
    .min(0)
    .max(5)
    .optional()
    .meta({ description: "Replicas beside the primary. Derived: 2 at full scale, 0 at small." }),
  snapshotRetention: durationSchema
    .prefault("7d")
    .meta({ description: "How long daily snapshots are kept, 0 to 35 days." }),
  content: z.enum(["rebuildable", "durable"]).default("rebuildable").meta({
    description:
      "`rebuildable`: a cache, empty after the loss of the region. `durable`: held to the RPO, which daily snapshots limit to a day.",
  }),
});

const dynamodbSchema = z.strictObject({
  ...common,
  engine: z.literal("dynamodb"),
  backup,
  partitionKey: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .default("pk"),
  load: dynamodbLoadSchema,
  throughput: z
    .strictObject({
      maxReads: z.int().min(1).max(10_000_000).optional(),
      maxWrites: z.int().min(1).max(10_000_000).optional(),
      warmReads: z.int().min(12_000).max(10_000_000).optional(),
      warmWrites: z.int().min(4_000).max(10_000_000).optional(),
    })
    .prefault({})
    .meta({
      description:
        "On-demand throughput in request units per second: the most that is paid for, and what the table is warmed up to carry at once when it is made. AWS's own when absent.",
    }),
  sortKey: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .optional(),
  ttlAttribute: z
    .string()
    .regex(/^[\w.-]{1,255}$/)
    .optional(),
});

const sqsSchema = z.strictObject({
  ...common,
  engine: z.literal("sqs"),
  fifo: z.boolean().default(false),
  load: sqsLoadSchema,
  backPressure: z.boolean().default(false).meta({
    description:
      "Producers are told by a parameter to hold back while messages wait longer than `maxAge`, and again once they do not. Producers are the services that use the queue and take requests; consumers take none, or scale on `messagesPerTask`.",
  }),
  visibilityTimeout: durationSchema
    .prefault("60s")
    .meta({ description: "0 seconds to 12 hours; longer than one message takes." }),
  retention: durationSchema.prefault("4d").meta({ description: "60 seconds to 14 days." }),
  maxReceives: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .meta({ description: "Attempts before a message goes to the dead-letter queue." }),
  maxAge: durationSchema.prefault("5m").meta({ description: "Age of the oldest message that raises an alarm." }),
});

const s3Schema = z.strictObject({
  ...common,
  engine: z.literal("s3"),
  backup,
  publicRead: z.boolean().default(false).meta({
    description:
      "Anybody may read its objects. Needs `security.publicAccessBlock: false`, and is refused under PCI DSS.",
  }),
  objectLock: z
    .strictObject({
      mode: z.enum(["governance", "compliance"]).default("governance"),
      retention: durationSchema.meta({ description: "How long no version may be deleted.", examples: ["365d"] }),
    })
    .optional()
    .meta({ description: "Object Lock: versions that nobody may delete for a time. Set when the bucket is made." }),
});

export const ENGINES = ["aurora-postgresql", "redis", "dynamodb", "sqs", "s3"] as const;

export const dataStoreSchema = z.discriminatedUnion("engine", [
  auroraSchema,
  redisSchema,
  dynamodbSchema,
  sqsSchema,
  s3Schema,
]);
