import { z } from "zod";
import { nameSchema } from "../names";
import { SEVERITIES } from "../severities";
import { durationSchema, latencySchema } from "../units/duration";
import { percentageSchema } from "../units/percentage";

/** Service level indicators, by what measures them. */
export const SLI_KINDS = [
  "http-success",
  "http-latency",
  "queue-age",
  "job-success",
  "canary-availability",
  "custom",
] as const;

export const SLO_WINDOW_MAX_DAYS = 365;

/** Where requests are counted: at the load balancer, per service; at CloudFront, for all that it serves. */
export const REQUEST_SOURCES = ["load-balancer", "cdn"] as const;

/** An alarm's description holds it beside the runbook's URL: see `RUNBOOK_URL_MAX_LENGTH`. */
const CANARY_PATH_MAX_LENGTH = 80;

export const WEEKDAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** A CloudWatch metric whose sum over a period is a number of events. */
const metricSchema = z.strictObject({
  namespace: z
    .string()
    .regex(/^[\w./#:-]{1,255}$/)
    .meta({ description: "CloudWatch namespace.", examples: ["Shop/Payments"] }),
  name: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .meta({ description: "Name of the metric; its Sum is the number of events." }),
  dimensions: z
    .record(z.string().regex(/^[\x21-\x7e]{1,255}$/), z.string().min(1).max(1024))
    .default({})
    .meta({ description: "Exactly the dimensions under which the metric is published." }),
});

const tierSchema = z.strictObject({
  severity: z.enum(SEVERITIES).meta({ description: "Whom the tier tells: as for every alarm." }),
  long: durationSchema.meta({ description: "Window over which the budget is spent.", examples: ["1h"] }),
  short: durationSchema.meta({
    description: "Window that must burn as well, so that the alarm ends soon after the trouble.",
    examples: ["5m"],
  }),
  budget: percentageSchema.meta({
    description: "Share of the error budget spent within the long window that raises the alarm.",
    examples: ["2%"],
  }),
});

const maintenanceSchema = z.strictObject({
  name: nameSchema(30),
  days: z.array(z.enum(WEEKDAYS)).min(1).meta({ description: "Days on which it begins." }),
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ description: "Time of day, 24 hours.", examples: ["02:00"] }),
  duration: durationSchema.meta({ description: "Whole minutes, less than a day.", examples: ["2h"] }),
  timezone: z
    .string()
    .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/)
    .default("UTC")
    .meta({ examples: ["Europe/Dublin"] }),
});

export const sloSchema = z.strictObject({
  name: nameSchema(30),
  sli: z.enum(SLI_KINDS).meta({
    description:
      "`http-success`: share of requests without a 5xx. `http-latency`: share of requests under the threshold. `queue-age`: share of minutes in which the oldest message is younger than the threshold. `job-success`: share of job runs that succeed. `canary-availability`: share of a synthetic canary's runs that succeed. `custom`: share of good events by metrics of your own.",
  }),
  target: percentageSchema.meta({ examples: ["99.95%"] }),
  window: durationSchema.prefault("30d").meta({ description: "Whole days, 1 to 365." }),
  threshold: z.union([latencySchema, durationSchema]).optional().meta({
    description: "Latency for `http-latency` (`200ms`), age for `queue-age` (`5m`).",
  }),
  source: z.enum(REQUEST_SOURCES).optional().meta({
    description:
      "Where `http-success` and `http-latency` are measured. Derived: `load-balancer`. `cdn` counts all that CloudFront serves.",
  }),
  store: nameSchema().optional().meta({ description: "The queue that a `queue-age` SLO watches." }),
  job: z
    .strictObject({
      stateMachine: z
        .string()
        .regex(/^[\w-]{1,80}$/)
        .optional()
        .meta({ description: "Step Functions state machine whose executions are the runs." }),
      succeeded: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .meta({
          description: "CloudWatch Logs filter pattern of the line that the service logs when a run succeeds.",
          examples: ['"job finished"'],
        }),
      failed: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .meta({
          description: "Filter pattern of the line it logs when a run fails.",
          examples: ['"job failed"'],
        }),
    })
    .optional()
    .meta({ description: "The runs that a `job-success` SLO counts: of a state machine, or by lines in the log." }),
  canary: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[\w\-./]*$/)
        .max(CANARY_PATH_MAX_LENGTH)
        .default("/")
        .meta({ description: "Path on the public domain that must answer with a status below 400." }),
      every: durationSchema.prefault("1m").meta({ description: "Whole minutes, 1 to 60." }),
    })
    .optional()
    .meta({ description: "The probe of a `canary-availability` SLO." }),
  metrics: z
    .strictObject({
      good: metricSchema.optional(),
      bad: metricSchema.optional(),
      total: metricSchema,
    })
    .optional()
    .meta({ description: "Metrics of a `custom` SLO: `total`, and either `good` or `bad`." }),
  minimumEvents: z.int().min(1).optional().meta({
    description:
      "Events in a long window below which no tier fires. Derived: 20 requests; 1 run of a job or canary. Not for `queue-age`, whose minutes always pass.",
  }),
  minimumFailures: z.int().min(1).optional().meta({
    description: "Bad events in a long window below which no tier fires. Derived: 3 requests; 2 runs.",
  }),
  tiers: z.array(tierSchema).min(1).max(8).optional().meta({
    description:
      "Burn-rate alarms, in place of the four of the SRE Workbook: 2 % of the budget in 1 h, 5 % in 6 h, 10 % in 1 d, 10 % in 3 d, of which those are left out that burn slower than 0.9 over a short window.",
  }),
  maintenance: z.array(maintenanceSchema).max(20).default([]).meta({
    description: "Weekly windows in which no tier fires. The budget is spent all the same.",
  }),
});
