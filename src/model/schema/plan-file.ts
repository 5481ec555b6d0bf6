import { z } from "zod";
import { ENVIRONMENT_NAME_MAX_LENGTH, nameSchema } from "../names";
import { dataStoreSchema } from "./data-store";
import { deliverySchema } from "./delivery";
import { edgeSchema } from "./edge";
import { environmentSchema } from "./environment";
import { incidentsSchema } from "./incidents";
import { initiativeSchema } from "./initiative";
import { metadataSchema } from "./metadata";
import { migrationSchema } from "./migration";
import { networkSchema } from "./network";
import { observabilitySchema } from "./observability";
import { parametersSchema } from "./parameters";
import { recoverySchema } from "./recovery";
import { requirementsSchema } from "./requirements";
import { resilienceSchema } from "./resilience";
import { securitySchema } from "./security";
import { serviceSchema } from "./service";
import { stateSchema } from "./state";
import { ticketsSchema } from "./tickets";

/**
 * A plan or a blueprint after its layers are merged: blueprint, plan, one environment's overrides.
 * The one source of the plan's types, its defaults and the published JSON Schema.
 */
export const planFileSchema = z.strictObject({
  apiVersion: z.literal("opsplan/v1"),
  kind: z.enum(["Plan", "Blueprint"]),
  metadata: metadataSchema,
  uses: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: "The blueprint the plan builds on: `name@major` for a shipped one, or a relative path to a file.",
      examples: ["ecommerce-operational-excellence@1"],
    }),
  parameters: parametersSchema,
  initiative: initiativeSchema,
  requirements: requirementsSchema,
  environments: z
    .record(nameSchema(ENVIRONMENT_NAME_MAX_LENGTH), environmentSchema)
    .refine((environments) => Object.keys(environments).length > 0),
  network: networkSchema,
  services: z.array(serviceSchema).min(1),
  dataStores: z.array(dataStoreSchema).default([]),
  edge: edgeSchema,
  delivery: deliverySchema,
  observability: observabilitySchema,
  incidents: incidentsSchema,
  recovery: recoverySchema,
  resilience: resilienceSchema,
  security: securitySchema,
  migration: migrationSchema,
  tickets: ticketsSchema,
  state: stateSchema,
});

/** The merged file with defaults filled: what the checks and the resolving stage read. */
export type PlanFile = z.output<typeof planFileSchema>;

export type ServiceFile = PlanFile["services"][number];
export type DataStoreFile = PlanFile["dataStores"][number];
