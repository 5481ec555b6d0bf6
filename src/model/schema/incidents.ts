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
      .optional()
      .meta({
        description: "Where the generated documents are published; alarms then link to their runbook by URL.",
        examples: ["https://github.com/org/shop/blob/main/cdktf.out/docs/shop/production"],
      }),
  })
  .prefault({})
  .meta({ description: "Incident response: channels, escalation, response times." });
