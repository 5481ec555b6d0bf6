import { z } from "zod";
import { specificationNameSchema } from "../names";
import { durationSchema } from "../units/duration";

/** The specification's three complexity levels, smallest first. */
export const COMPLEXITY_LEVELS = ["service_deployment", "platform_operations", "enterprise_operations"] as const;

export type ComplexityLevel = (typeof COMPLEXITY_LEVELS)[number];

const phaseSchema = z.strictObject({
  name: specificationNameSchema.meta({ examples: ["infrastructure_foundation_phase"] }),
  duration: durationSchema.meta({
    description: "Length of the phase; the phases sum to the timeline.",
    examples: ["3 weeks"],
  }),
  primaryAgents: z.array(specificationNameSchema).min(1).meta({
    description: "Agents that do the work. The first one is accountable for the phase's deliverables.",
  }),
  supportingAgents: z.array(specificationNameSchema).default([]).meta({ description: "Agents that are consulted." }),
  deliverables: z.array(specificationNameSchema).min(1).meta({
    description: "What the phase hands over. Each must be provided by generated resources or documents.",
  }),
  successCriteria: z.array(specificationNameSchema).min(1).meta({
    description: "How the phase is judged. Each must be verifiable on generated resources or documents.",
  }),
});

/** A deliverable or success criterion that opsplan's catalogue does not know, backed by what the plan names. */
const evidenceSchema = z.strictObject({
  document: z
    .string()
    .min(1)
    .max(200)
    .meta({
      description: "The document, in the repository or elsewhere, that provides it.",
      examples: ["docs/load-test-report.md"],
    }),
  verification: z.string().min(1).max(500).meta({ description: "How a person verifies it." }),
});

export const initiativeSchema = z
  .strictObject({
    name: specificationNameSchema.meta({ examples: ["ecommerce_operational_excellence"] }),
    timeline: durationSchema.meta({
      description: "Length of the initiative; the phases sum to it.",
      examples: ["12 weeks"],
    }),
    start: z.iso
      .date()
      .optional()
      .meta({
        description: "First day; turns week numbers into dates.",
        examples: ["2027-01-04"],
      }),
    complexity: z.enum(COMPLEXITY_LEVELS).optional().meta({ description: "Derived from the timeline when absent." }),
    phases: z.array(phaseSchema).min(1),
    coordination: z
      .strictObject({
        deploymentStrategy: specificationNameSchema.optional(),
        monitoringApproach: specificationNameSchema.optional(),
        incidentResponse: specificationNameSchema.optional(),
        performanceOptimization: specificationNameSchema.optional(),
      })
      .prefault({})
      .meta({ description: "The coordination patterns that the initiative follows." }),
    evidence: z.record(specificationNameSchema, evidenceSchema).default({}).meta({
      description: "Deliverables and success criteria of your own, by name, with what backs them.",
    }),
  })
  .meta({ description: "The initiative: its timeline, phases, agents, deliverables and success criteria." });
