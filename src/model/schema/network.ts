import { z } from "zod";
import { durationSchema } from "../units/duration";

export const CIDR_PATTERN = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;

export const cidrSchema = z.string().regex(CIDR_PATTERN);

const subnetIdsSchema = z.array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/)).min(2);

export const existingNetworkSchema = z.strictObject({
  vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/),
  publicSubnetIds: subnetIdsSchema,
  privateSubnetIds: subnetIdsSchema,
  isolatedSubnetIds: subnetIdsSchema,
});

/** AWS services reached without leaving the VPC. Interface endpoints cost per zone and hour. */
export const INTERFACE_ENDPOINTS = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "ec2messages",
  "kms",
  "sqs",
  "sts",
] as const;

export const networkSchema = z
  .strictObject({
    cidr: cidrSchema.default("10.0.0.0/16").meta({
      description: "Address range of the VPC, /16 to /20. Subnets are carved from it: public, private, isolated.",
    }),
    zones: z.int().min(2).max(3).default(3).meta({ description: "Availability zones." }),
    natGateways: z.enum(["per-zone", "single"]).optional().meta({
      description: "Derived when absent: one per zone at full scale, a single one at small scale.",
    }),
    flowLogRetention: durationSchema.optional().meta({
      description: "How long VPC flow logs are kept. Derived: a year under PCI DSS, else 90 days.",
    }),
    interfaceEndpoints: z
      .array(z.enum(INTERFACE_ENDPOINTS))
      .default(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssmmessages", "kms"])
      .meta({ description: "Interface endpoints; gateway endpoints for S3 and DynamoDB are free and always made." }),
    networkAcls: z.enum(["default", "strict"]).default("default").meta({
      description:
        "`strict`: access control lists of each tier deny what the tier has no business with, as a second line behind security groups.",
    }),
    egress: z
      .strictObject({
        mode: z.enum(["open", "filtered"]).default("open").meta({
          description: "`filtered`: AWS Network Firewall lets HTTPS out to the named domains only.",
        }),
        domains: z
          .array(z.string().regex(/^\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/))
          .default([])
          .meta({
            description: "Domains that may be reached; a leading dot takes in all below.",
            examples: [[".stripe.com"]],
          }),
      })
      .prefault({})
      .meta({ description: "What may leave the network." }),
    peers: z
      .array(z.strictObject({ name: z.string().min(1).max(60), cidr: cidrSchema }))
      .default([])
      .meta({ description: "Address ranges this network will be connected to; checked for clashes." }),
    existing: existingNetworkSchema
      .optional()
      .meta({ description: "A network that exists already: used as it is, nothing is created for it." }),
  })
  .prefault({})
  .meta({ description: "The VPC." });
