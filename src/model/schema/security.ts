import { z } from "zod";
import { nameSchema } from "../names";
import { durationSchema } from "../units/duration";
import { secretArnSchema } from "./secret-arn";

const keyArn = z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/);
const httpsUrl = z.url({ protocol: /^https$/ });
const managed = (description: string) => z.boolean().default(true).meta({ description });

export const securitySchema = z
  .strictObject({
    accountBaseline: z.enum(["owned", "existing"]).default("owned").meta({
      description:
        "Settings that an account has once per region. `owned`: this plan makes them, and no other of the account may. `existing`: another plan or the organisation does; none of those below is created.",
    }),
    guardDuty: managed(
      "GuardDuty threat detection in the region, with the protection plans that what is generated needs.",
    ),
    securityHub: managed("Security Hub with the standards that the plan's compliance names."),
    inspector: managed("Amazon Inspector: vulnerabilities of instances and container images."),
    macie: z.boolean().optional().meta({
      description:
        "Amazon Macie: sensitive data in S3 stores. Derived: true with an S3 store that holds personal or cardholder data.",
    }),
    passwordPolicy: managed("The account's password policy for IAM users."),
    accessAnalyzer: managed("IAM Access Analyzer for access from outside the account."),
    publicAccessBlock: managed("Account-wide block of public S3 access."),
    ebsEncryption: managed("EBS volumes encrypted by default in the region."),
    cloudTrail: managed("Multi-region CloudTrail with log file validation."),
    configRules: managed("AWS Config: a recorder of the region's resources, and rules for what the plan generates."),
    trailRetention: durationSchema.optional().meta({
      description: "How long audit logs are kept. Derived: 7 years under SOX, else a year, of which 90 days at hand.",
    }),
    auditLog: z
      .strictObject({
        organizationTrail: z.boolean().default(false).meta({
          description: "The trail records every account of the organisation. Applied in its management account only.",
        }),
        organizationId: z
          .string()
          .regex(/^o-[a-z0-9]{10,32}$/)
          .optional()
          .meta({
            description:
              "The organisation, whose accounts' logs the audit bucket takes. Needed by `organizationTrail`.",
            examples: ["o-exampleorgid"],
          }),
        objectLock: z.enum(["governance", "compliance", "none"]).optional().meta({
          description: "Object Lock on audit logs. Derived: `governance` with compliance standards, else `none`.",
        }),
        readers: z
          .array(z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/*-]+$/))
          .default([])
          .meta({
            description: "IAM roles that may read audit logs. With any, everybody else is denied, operators included.",
            examples: [["arn:aws:iam::111122223333:role/auditor"]],
          }),
      })
      .prefault({})
      .meta({ description: "CloudTrail's logs: who may read them, and how they are kept from deletion." }),
    privateIngress: z
      .strictObject({
        kind: z.enum(["none", "verified-access", "vpc-lattice"]).default("none").meta({
          description:
            "Way in for people (`verified-access`) or services of other networks (`vpc-lattice`) without a public address.",
        }),
        services: z.array(nameSchema()).default([]).meta({ description: "Internal services that it leads to." }),
        oidc: z
          .strictObject({
            issuer: httpsUrl,
            authorizationEndpoint: httpsUrl,
            tokenEndpoint: httpsUrl,
            userInfoEndpoint: httpsUrl,
            clientId: z.string().regex(/^[\w.-]{1,255}$/),
            secret: secretArnSchema("Secret with the OIDC client's `clientSecret`."),
          })
          .optional()
          .meta({
            description:
              "Verified Access: the identity provider, as its `/.well-known/openid-configuration` gives it. AWS IAM Identity Center when absent.",
          }),
        groups: z
          .array(z.string().regex(/^[A-Za-z0-9][\w .@:/+=-]{0,127}$/))
          .default([])
          .meta({
            description:
              "Verified Access: groups of which one admits, by id in IAM Identity Center, as the claim `groups` has them otherwise. Empty admits everybody whom the identity provider signs in.",
            examples: [["c242c5b0-6081-1845-6fa8-6e0d9513c107"]],
          }),
        principals: z
          .array(z.string().regex(/^(\d{12}|arn:aws[\w-]*:iam::\d{12}:(root|role\/[\w+=,.@/-]+))$/))
          .default([])
          .meta({ description: "VPC Lattice: accounts or roles that may call." }),
      })
      .prefault({})
      .meta({ description: "Private ways in, authorised by identity at every request." }),
    existing: z
      .strictObject({
        keys: z
          .strictObject({
            data: keyArn.optional(),
            logs: keyArn.optional(),
            messaging: keyArn.optional(),
            artifacts: keyArn.optional(),
            backup: keyArn.optional(),
          })
          .prefault({})
          .meta({
            description: "KMS keys that exist already. Their policies must admit the AWS services that use them.",
          }),
        configRecorder: z.boolean().default(false).meta({
          description:
            "True when AWS Config records the region already: an account has one recorder per region. Rules are created all the same.",
        }),
        logBucket: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
          .optional()
          .meta({ description: "Central bucket for access and audit logs." }),
      })
      .prefault({})
      .meta({ description: "What exists already: used as it is, not created." }),
  })
  .prefault({})
  .meta({ description: "Hardening of the account and what exists of it." });
