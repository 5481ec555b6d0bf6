import { z } from "zod";
import { FURTHER_TICKETS, TICKET_TRIGGERS, type TicketName } from "../catalogue/ticket-triggers";
import { SEVERITIES } from "../severities";
import { percentageSchema } from "../units/percentage";

const triggerSchema = z.strictObject({
  enabled: z.boolean().default(true),
  priority: z.enum(SEVERITIES).optional().meta({ description: "In place of the specification's." }),
  threshold: percentageSchema
    .optional()
    .meta({ description: "In place of the specification's, for triggers that have one." }),
});

const triggerNames = [...TICKET_TRIGGERS, ...FURTHER_TICKETS].map(({ name }) => name) as [TicketName, ...TicketName[]];

export const ticketsSchema = z
  .strictObject({
    provider: z.enum(["opscenter"]).default("opscenter").meta({ description: "Where tickets are opened." }),
    triggers: z.partialRecord(z.enum(triggerNames), triggerSchema).default({}).meta({
      description: "The twelve triggers of the specification and three further sources, all on by default.",
    }),
  })
  .prefault({})
  .meta({ description: "Tickets opened by themselves." });
