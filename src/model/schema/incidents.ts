import { z } from "zod";
import { nameSchema } from "../names";
import { SEVERITIES } from "../severities";
import { durationSchema } from "../units/duration";
import { secretArnSchema } from "./secret-arn";

const emailChannel = z.strictObject({
  type: z.literal("email"),
  address: z.email().meta({ examples: ["oncall@example.com"] }),
});

const pagingChannel = z.strictObject({
  type: z.literal("paging"),
  endpointSecret: secretArnSchema(
    "Secrets Manager secret that holds the HTTPS endpoint of the paging tool. Never the endpoint itself: it carries a key.",
  ),
});

const chatChannel = z.strictObject({
  type: z.literal("slack"),
  workspaceId: z.string().regex(/^T[A-Z0-9]{6,}$/),
  channelId: z.string().regex(/^[CG][A-Z0-9]{6,}$/),
});

/** The characters of RFC 3986. It has no braces, so nothing grows when the URL is escaped for Terraform. */
const HTTPS_URL_PATTERN = /^https:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;

/**
 * CloudWatch takes 1,024 characters of an alarm's description (PutMetricAlarm), and the runbook's URL is a part of it.
 * The longest other parts are those of a burn-rate alarm of a `queue-age` SLO with a ticket of its own:
 *
 *  70 the words of the first line, a service of 40, `critical`
 * 205 the condition: 85 of burn rate, windows and target, 120 of a queue of 40 and an age of 24
 *  64 the owner
 *  42 `Runbook: `, the slash and the longest path, `runbooks/compliance-deviation.md`
 * 229 the dashboard's link: two regions of 20, a name of 101 of plan (43), environment (16), service (40)
 * 218 the ticket: plan, environment, `alarm` and the alarm's name, 102 + 41 of an SLO of 30 and a tier
 *   3 line ends
 *
 * That is 831, and 193 are left. The phrase of a canary's path is shorter than the queue's: 23 + 80.
 */
export const RUNBOOK_URL_MAX_LENGTH = 190;

export const incidentsSchema = z
  .strictObject({
    channels: z
      .record(nameSchema(30), z.discriminatedUnion("type", [emailChannel, pagingChannel, chatChannel]))
      .default({})
      .meta({ description: "Where people are reached." }),
    escalation: z
      .array(
        z.strictObject({
          after: durationSchema.meta({
            description: "Time since the incident was opened without an answer.",
            examples: ["15m"],
          }),
          to: z.array(nameSchema(30)).min(1).meta({ description: "Channels." }),
          severities: z.array(z.enum(SEVERITIES)).min(1).default(["critical", "high"]),
        }),
      )
      .default([])
      .meta({ description: "Who is told when nobody answers; times ascend." }),
    responseTime: z
      .strictObject({
        critical: durationSchema.prefault("15m"),
        high: durationSchema.prefault("30m"),
        medium: durationSchema.prefault("8h"),
        low: durationSchema.prefault("3d"),
      })
      .prefault({})
      .meta({ description: "Time to an answer, per severity." }),
    // Three months: staff and systems change little in between.
    runbookReview: durationSchema.prefault("90d").meta({
      description: "How long a runbook may go without a review before it opens a ticket.",
    }),
    runbookUrl: z
      .url({ protocol: /^https$/ })
      .regex(HTTPS_URL_PATTERN)
      .max(RUNBOOK_URL_MAX_LENGTH)
      .optional()
      .meta({
        description: "Where the generated documents are published; alarms then link to their runbook by URL.",
        examples: ["https://github.com/org/shop/blob/main/cdktf.out/docs/shop/production"],
      }),
  })
  .prefault({})
  .meta({ description: "Incident response: channels, escalation, response times." });
