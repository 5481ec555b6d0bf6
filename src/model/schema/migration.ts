import { z } from "zod";
import { nameSchema } from "../names";
import { durationSchema } from "../units/duration";
import { cidrSchema } from "./network";
import { secretArnSchema } from "./secret-arn";

/** Source engines that AWS DMS Serverless reads (DMS user guide, "Sources for DMS Serverless"), with their usual ports. */
export const SOURCE_DATABASE_ENGINES = ["postgresql", "mysql", "mariadb", "oracle", "sqlserver"] as const;

const host = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/);

/** Authored as a whole number of gigabytes or terabytes: `800 GB`, `4 TB`. */
const size = z
  .string()
  .regex(/^\d+ ?(GB|TB)$/)
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith("TB") ? 1000 : 1))
  .meta({ title: "size", description: "Amount of data, in GB.", examples: ["800 GB"] });

const databaseSource = z.strictObject({
  kind: z.literal("database"),
  name: nameSchema(30),
  engine: z.enum(SOURCE_DATABASE_ENGINES),
  location: z.enum(["on-premises", "cloud"]).default("on-premises"),
  host,
  port: z.int().min(1).max(65_535),
  database: z.string().regex(/^[\w$.-]{1,128}$/),
  secret: secretArnSchema("Secrets Manager secret with `username`, `password`, `host` and `port` of the source."),
  schemas: z
    .array(z.string().regex(/^[\w%$.-]{1,128}$/))
    .min(1)
    .default(["%"])
    .meta({ description: "Schemas to carry over; `%` stands for any characters." }),
  target: nameSchema().meta({ description: "The Aurora store that it moves to." }),
  size,
});

const fileSource = z.strictObject({
  kind: z.literal("files"),
  name: nameSchema(30),
  protocol: z.enum(["nfs", "smb"]),
  location: z.enum(["on-premises", "cloud"]).default("on-premises"),
  host,
  path: z.string().regex(/^\/[\w\-./ ]{0,255}$/),
  agents: z
    .array(z.string().regex(/^arn:aws[\w-]*:datasync:[a-z0-9-]+:\d{12}:agent\/agent-[0-9a-z]{17}$/))
    .min(1)
    .max(4)
    .meta({ description: "DataSync agents that stand beside the files, activated in the plan's account." }),
  secret: secretArnSchema("SMB: Secrets Manager secret with `username` and `password`.").optional(),
  target: nameSchema().meta({ description: "The S3 store that it moves to." }),
  size,
});

const serverSource = z.strictObject({
  kind: z.literal("servers"),
  name: nameSchema(30),
  location: z.enum(["on-premises", "cloud"]).default("on-premises"),
  count: z.int().min(1).max(10_000),
  target: nameSchema().meta({ description: "The service that takes their place." }),
  strategy: z.enum(["rehost", "replatform", "refactor", "retire"]).default("replatform").meta({
    description: "The AWS migration strategy: `rehost` replicates the disks, the others run the service's image.",
  }),
});

const vpn = z.strictObject({
  kind: z.literal("site-to-site-vpn"),
  customerGateway: z.strictObject({
    address: z.ipv4().meta({ description: "Public address of the gateway on the other side." }),
    asn: z.int().min(1).max(4_294_967_294).default(65_000).meta({ description: "Its BGP autonomous system number." }),
  }),
  ranges: z.array(cidrSchema).min(1).meta({ description: "Address ranges on the other side." }),
});

const directConnect = z.strictObject({
  kind: z.literal("direct-connect"),
  gatewayId: z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    .meta({ description: "A Direct Connect gateway that exists; the VPC is attached to it." }),
  ranges: z.array(cidrSchema).min(1).meta({ description: "Address ranges on the other side." }),
});

const existingLink = z.strictObject({
  kind: z.literal("existing"),
  ranges: z.array(cidrSchema).min(1).meta({ description: "Address ranges that the network reaches already." }),
});

const wave = z.strictObject({
  name: nameSchema(30),
  sources: z.array(nameSchema(30)).min(1).meta({ description: "Sources that move in this wave." }),
  cutover: z.strictObject({
    window: durationSchema.meta({ description: "Time during which the system may be closed.", examples: ["4h"] }),
    date: z.iso.date().optional().meta({ description: "The day; derived documents count back from it." }),
  }),
  maxLag: durationSchema
    .prefault("30s")
    .meta({ description: "Replication may be this far behind when the decision is taken." }),
  rollbackWindow: durationSchema
    .prefault("3d")
    .meta({ description: "How long the way back is kept open by reverse replication." }),
  criteria: z
    .array(z.string().min(1).max(300))
    .default([])
    .meta({ description: "Go/no-go criteria beside the generated ones." }),
});

export const migrationSchema = z
  .strictObject({
    network: z.discriminatedUnion("kind", [vpn, directConnect, existingLink]).optional().meta({
      description: "The link to where the sources stand. Needed by sources on the premises.",
    }),
    sources: z.array(z.discriminatedUnion("kind", [databaseSource, fileSource, serverSource])).default([]),
    waves: z.array(wave).default([]).meta({ description: "What moves together, in order. Each source is in one." }),
    replication: z
      .strictObject({
        capacity: z
          .strictObject({
            min: z.union([1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384].map((units) => z.literal(units))).default(2),
            max: z.union([1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384].map((units) => z.literal(units))).default(16),
          })
          .prefault({})
          .meta({ description: "DMS capacity units; one is 2 GB of memory." }),
        reverse: z.boolean().default(true).meta({
          description:
            "Replicates from the new database to the old one after the cut-over, so that a rollback loses nothing.",
        }),
      })
      .prefault({}),
  })
  .optional()
  .meta({ description: "What moves here from elsewhere: sources, waves, replication, cut-over and the way back." });
