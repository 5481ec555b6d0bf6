import { z } from "zod";
import { durationSchema } from "../units/duration";

const certificateArn = z.string().regex(/^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/);

export const edgeSchema = z
  .strictObject({
    cdn: z
      .boolean()
      .default(true)
      .meta({ description: "CloudFront before the load balancer, which then has no public address." }),
    waf: z.boolean().default(true).meta({ description: "AWS WAF with managed rules and a rate limit." }),
    rateLimit: z.int().min(100).max(2_000_000_000).default(2000).meta({
      description: "Requests per five minutes from one address before WAF blocks it.",
    }),
    priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"),
    allowedCountries: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .default([])
      .meta({
        description: "ISO 3166 country codes that may connect; empty means all.",
      }),
    staticPaths: z
      .array(z.string().regex(/^\/[\w\-./*]{0,127}$/))
      .max(10)
      .default([])
      .meta({
        description: "Path patterns that CloudFront caches; everything else passes through.",
        examples: [["/assets/*"]],
      }),
    cachedPaths: z
      .array(
        z.strictObject({
          path: z.string().regex(/^\/[\w\-./*]{0,127}$/),
          ttl: durationSchema.meta({
            description:
              "How long an answer is kept at most, 1 second to a day. The answer's Cache-Control may say less.",
            examples: ["30s"],
          }),
        }),
      )
      .max(10)
      .default([])
      .meta({
        description:
          "Path patterns of answers that are the same for everybody: GET and HEAD only, kept by path and query, and asked for without cookies or credentials.",
        examples: [[{ path: "/api/catalog/*", ttl: "30s" }]],
      }),
    originShield: z.boolean().default(false).meta({
      description:
        "One more cache, in the plan's region or the nearest that has it, before the load balancer. Charged by the request; worth it for files that many regions ask for.",
    }),
    existing: z
      .strictObject({
        hostedZoneId: z
          .string()
          .regex(/^Z[A-Z0-9]{5,31}$/)
          .optional(),
        certificateArn: certificateArn
          .optional()
          .meta({ description: "Certificate of the load balancer, in the plan's region." }),
        cdnCertificateArn: certificateArn.optional().meta({ description: "Certificate of CloudFront, in us-east-1." }),
      })
      .prefault({})
      .meta({ description: "What exists already: used as it is, not created." }),
  })
  .prefault({})
  .meta({ description: "What stands before the services: CDN, WAF, DNS, certificates." });
