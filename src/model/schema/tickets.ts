import { z } from "zod";
import { FURTHER_TICKETS, TICKET_TRIGGERS, type TicketName } from "../catalogue/ticket-triggers";
import { SEVERITIES } from "../severities";
import { percentageSchema } from "../units/percentage";
import { secretArnSchema } from "./secret-arn";

const triggerSchema = z.strictObject({
  enabled: z.boolean().default(true),
  priority: z.enum(SEVERITIES).optional().meta({ description: "In place of the specification's." }),
  threshold: percentageSchema
    .optional()
    .meta({ description: "In place of the specification's, for triggers that have one." }),
});

const triggerNames = [...TICKET_TRIGGERS, ...FURTHER_TICKETS].map(({ name }) => name) as [TicketName, ...TicketName[]];

/** `opscenter` keeps the record of tickets in any case; the others hear of each ticket it opens. */
export const TICKET_PROVIDERS = ["opscenter", "github", "jira", "servicenow"] as const;

const githubSchema = z.strictObject({
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/)
    .meta({ description: "Repository whose issues are the tickets.", examples: ["example/operations"] }),
  secret: secretArnSchema("Secret whose whole value is a token that may write issues of the repository."),
});

const jiraSchema = z.strictObject({
  site: z
    .string()
    .regex(/^https:\/\/[a-z0-9-]+\.atlassian\.net$/)
    .meta({ description: "Jira Cloud site.", examples: ["https://example.atlassian.net"] }),
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,9}$/)
    .meta({ description: "Key of the project.", examples: ["OPS"] }),
  issueType: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} _/-]{0,59}$/u)
    .default("Task")
    .meta({ description: "Name of an issue type of the project." }),
  secret: secretArnSchema('Secret with `{"email": …, "token": …}` of a user who may create issues.'),
});

const servicenowSchema = z.strictObject({
  instance: z
    .string()
    .regex(/^https:\/\/[a-z0-9-]+\.service-now\.com$/)
    .meta({ description: "ServiceNow instance.", examples: ["https://example.service-now.com"] }),
  table: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,79}$/)
    .default("incident")
    .meta({ description: "Table that gets a record per ticket." }),
  secret: secretArnSchema('Secret with `{"username": …, "password": …}` of a user who may create records.'),
});

export const ticketsSchema = z
  .strictObject({
    provider: z.enum(TICKET_PROVIDERS).default("opscenter").meta({
      description: "Where tickets are worked on. OpsCenter keeps the record of each in any case.",
    }),
    github: githubSchema.optional().meta({ description: "Settings of the provider `github`." }),
    jira: jiraSchema.optional().meta({ description: "Settings of the provider `jira`." }),
    servicenow: servicenowSchema.optional().meta({ description: "Settings of the provider `servicenow`." }),
    triggers: z.partialRecord(z.enum(triggerNames), triggerSchema).default({}).meta({
      description: "The twelve triggers of the specification and three further sources, all on by default.",
    }),
  })
  .prefault({})
  .meta({ description: "Tickets opened by themselves." });
