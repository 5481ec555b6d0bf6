import { z } from "zod";
import { TICKET_TRIGGERS, type TicketTriggerName } from "../catalogue/ticket-triggers";
import { SEVERITIES } from "../severities";
import { percentageSchema } from "../units/percentage";

const triggerSchema = z.strictObject({
  enabled: z.boolean().default(true),
  priority: z.enum(SEVERITIES).optional().meta({ description: "In place of the specification's." }),
  threshold: percentageSchema
    .optional()
    .meta({ description: "In place of the specification's, for triggers that have one." }),
});

const triggerNames = TICKET_TRIGGERS.map((trigger) => trigger.name) as [TicketTriggerName, ...TicketTriggerName[]];

export const ticketsSchema = z
  .strictObject({
    provider: z.enum(["opscenter"]).default("opscenter").meta({ description: "Where tickets are opened." }),
    triggers: z.partialRecord(z.enum(triggerNames), triggerSchema).default({}).meta({
      description: "The twelve triggers of the specification, on by default.",
    }),
  })
  .prefault({})
  .meta({ description: "Tickets opened by themselves." });
