import { z } from "zod";

export const ACCOUNT_PATTERN = /^\d{12}$/;
/** AWS's longest has 14, such as `ap-northeast-1`. Alarms' descriptions hold it twice: see `RUNBOOK_URL_MAX_LENGTH`. */
const REGION_MAX_LENGTH = 20;
export const REGION_PATTERN = /^[a-z]{2}(-[a-z]+)+-\d$/;
export const DOMAIN_PATTERN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** `full` runs the plan's numbers; `small` derives a cheaper footprint for a test environment. */
export const SCALES = ["full", "small"] as const;

/** Fields of an environment's own. Sections of the plan may stand beside them and are merged last. */
export const environmentSchema = z
  .strictObject({
    account: z
      .string()
      .regex(ACCOUNT_PATTERN)
      .meta({ description: "AWS account, 12 digits, in quotes.", examples: ["111122223333"] }),
    region: z
      .string()
      .regex(REGION_PATTERN)
      .max(REGION_MAX_LENGTH)
      .meta({ description: "AWS region.", examples: ["eu-west-1"] }),
    recoveryRegion: z
      .string()
      .regex(REGION_PATTERN)
      .max(REGION_MAX_LENGTH)
      .optional()
      .meta({
        description: "Second region: backups are copied there, and what the recovery pattern asks for stands there.",
        examples: ["eu-central-1"],
      }),
    domain: z
      .string()
      .regex(DOMAIN_PATTERN)
      .optional()
      .meta({
        description: "Public host name. Without one there is no certificate, no DNS record and no public endpoint.",
        examples: ["shop.example.com"],
      }),
    scale: z.enum(SCALES).default("full").meta({
      description: "`small` gives one NAT gateway, single-node stores and a quarter of each service's capacity.",
    }),
  })
  .meta({ description: "Where the plan runs. Any section of the plan may be overridden here." });

/** Sections that an environment may override. */
export const OVERLAY_SECTIONS = [
  "requirements",
  "network",
  "services",
  "dataStores",
  "edge",
  "delivery",
  "observability",
  "incidents",
  "recovery",
  "resilience",
  "security",
  "migration",
  "state",
  "tickets",
] as const;
