import { z } from "zod";
import { nameSchema } from "../names";
import { bandwidthSchema } from "../units/bandwidth";
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

/**
 * DMS encrypts connections to these engines only when it has a certificate to verify (DMS user guide, "Using SSL with AWS
 * DMS"): it knows no `require` for them, as it does for PostgreSQL and SQL Server.
 */
export const VERIFIED_TLS_ENGINES: readonly (typeof SOURCE_DATABASE_ENGINES)[number][] = ["mysql", "mariadb", "oracle"];

const databaseSource = z.strictObject({
  kind: z.literal("database"),
  name: nameSchema(30),
  engine: z.enum(SOURCE_DATABASE_ENGINES),
  location: z.enum(["on-premises", "cloud"]).default("on-premises"),
  host,
  port: z.int().min(1).max(65_535),
  database: z.string().regex(/^[\w$.-]{1,128}$/),
  secret: secretArnSchema("Secrets Manager secret with `username`, `password`, `host` and `port` of the source."),
  certificate: z
    .string()
    .regex(/^arn:aws[\w-]*:dms:[a-z0-9-]+:\d{12}:cert:[\w-]{1,128}$/)
    .optional()
    .meta({
      description:
        "Certificate of the source's authority, imported into DMS. MySQL, MariaDB and Oracle need it for TLS; with PostgreSQL it makes DMS verify the server.",
    }),
  addresses: z.array(cidrSchema).min(1).optional().meta({
    description:
      "Ranges that the database answers from. Those of the network link where absent; a cloud source without a link needs them.",
  }),
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

/** What every link has. */
const linked = {
  ranges: z.array(cidrSchema).min(1).meta({ description: "Address ranges on the other side." }),
  bandwidth: bandwidthSchema.prefault("500 Mbps").meta({
    description: "What the migration may use of the link. Times of loads are computed from it.",
    examples: ["1 Gbps"],
  }),
  dnsServers: z.array(z.ipv4()).min(1).max(4).optional().meta({
    description:
      "Name servers on the other side that know the sources. Without them names must be public, or addresses.",
  }),
};

const vpn = z.strictObject({
  kind: z.literal("site-to-site-vpn"),
  customerGateway: z.strictObject({
    address: z.ipv4().meta({ description: "Public address of the gateway on the other side." }),
    asn: z.int().min(1).max(4_294_967_294).default(65_000).meta({ description: "Its BGP autonomous system number." }),
  }),
  routing: z.enum(["bgp", "static"]).default("bgp").meta({
    description: "`bgp`: the gateway announces its ranges. `static`: for gateways that speak no BGP.",
  }),
  ...linked,
});

const directConnect = z.strictObject({
  kind: z.literal("direct-connect"),
  gatewayId: z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    .meta({ description: "A Direct Connect gateway that exists; the VPC is attached to it." }),
  ...linked,
});

const existingLink = z.strictObject({ kind: z.literal("existing"), ...linked });

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
