import { figure, precise } from "../../model/capacity/figures";
import type { DataStore, Plan, Service } from "../../model/plan";
import { capacitySchema } from "../../model/schema/capacity";
import { serviceCapacitySchema } from "../../model/schema/service-capacity";
import { auroraLoadSchema, dynamodbLoadSchema, redisLoadSchema, sqsLoadSchema } from "../../model/schema/store-load";
import { formatLatency } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { type Block, paragraph, table } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { CapacityContext } from "./capacity-context";

/** A value equal to the schema's default was chosen by nobody: an assumption. */
type Origin = "given" | "assumed" | "derived" | "measured" | "not known";

interface Row {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
  readonly meaning: string;
}

/** What the model rests on, and who said so. */
export function assumptions(context: CapacityContext): readonly Block[] {
  const { plan } = context;
  const rows = [
    ...ofPlan(context),
    ...plan.services.flatMap((one) => ofService(plan, one)),
    ...plan.stores.flatMap(ofStore),
  ];
  return [
    paragraph(
      "Given: written in the plan. Measured: by a load test, as the plan says. Derived: from other values, with the reason under Derived decisions of the operational plan. Assumed: the default of opsplan, which stands until somebody knows better; a value that is written but equals it reads as assumed too.",
    ),
    table(
      ["Key", "Value", "Known how", "Meaning"],
      rows.map(({ key, value, origin, meaning }) => [inlineCode(key), value, origin, meaning]),
    ),
    paragraph(
      "Beside them: users ask at an even pace; the mean number in work is the rate times the time that one takes (Little's law); a copy is used up to ",
      inlineCode("scaling.targetCpu"),
      "; a cluster of Aurora spreads reads evenly over its readers.",
    ),
  ];
}

function ofPlan({ plan, capacity }: CapacityContext): readonly Row[] {
  const key = (name: string) => `requirements.capacity.${name}`;
  return [
    row(key("currentPeakUsers"), figure(capacity.currentPeakUsers), "given", "concurrent users at today's peak"),
    row(key("growth"), `${figure(capacity.growth)}x`, "given", "multiple of it that is to be carried"),
    row(
      key("requestsPerUser"),
      precise(capacity.requestsPerUser),
      capacity.requestsPerUser === USUAL.requestsPerUser ? "assumed" : "given",
      "requests a minute of one user at the peak",
    ),
    row(
      key("meanLoad"),
      formatPercentage(capacity.meanLoad),
      capacity.meanLoad.percent === USUAL.meanLoad.percent ? "assumed" : "given",
      "mean load of a month as a share of its peak; for costs alone",
    ),
    row(
      key("cells"),
      figure(capacity.cells),
      isDerived(plan, key("cells")) ? "derived" : "given",
      "copies of services and stores between which users are divided",
    ),
  ];
}

/** The schema has required keys, so they are given something. */
const USUAL = capacitySchema.parse({ currentPeakUsers: 1, growth: "1x" });

function row(key: string, value: string, origin: Origin, meaning: string): Row {
  return { key, value, origin, meaning };
}

function ofService(plan: Plan, { name, capacity }: Service): readonly Row[] {
  const defaults = serviceCapacitySchema.parse({});
  const key = (part: string) => `services.${name}.capacity.${part}`;
  const written = (part: string, isDefault: boolean): Origin =>
    isDerived(plan, key(part)) ? "derived" : isDefault ? "assumed" : "given";
  const byTest = (origin: Origin): Origin =>
    capacity.source === "load-test" && origin === "given" ? "measured" : origin;
  return [
    row(
      key("requestShare"),
      precise(capacity.requestShare),
      written("requestShare", false),
      "for each request of a user",
    ),
    row(
      key("requestsPerSecond"),
      capacity.requestsPerSecond === null ? "not said" : precise(capacity.requestsPerSecond),
      capacity.requestsPerSecond === null ? "not known" : byTest(written("requestsPerSecond", false)),
      "that one copy carries at its target CPU",
    ),
    row(
      key("responseTime"),
      formatLatency(capacity.responseTime),
      byTest(written("responseTime", capacity.responseTime.milliseconds === defaults.responseTime.milliseconds)),
      "mean time in the service",
    ),
    ...(capacity.concurrency === null
      ? []
      : [row(key("concurrency"), figure(capacity.concurrency), "given", "requests in work at once, one copy")]),
    row(
      key("connections"),
      figure(capacity.connections),
      written("connections", capacity.connections === defaults.connections),
      "to each database, one copy",
    ),
    row(
      key("responseSize"),
      `${precise(capacity.responseSize)} KiB`,
      written("responseSize", capacity.responseSize === defaults.responseSize),
      "mean size of a response",
    ),
  ];
}

function ofStore(store: DataStore): readonly Row[] {
  const one = (part: string, value: number, usual: number, meaning: string): Row =>
    row(`dataStores.${store.name}.load.${part}`, precise(value), value === usual ? "assumed" : "given", meaning);
  switch (store.engine) {
    case "aurora-postgresql": {
      const { load } = store;
      const usual = auroraLoadSchema.parse({});
      return [
        one("queriesPerRequest", load.queriesPerRequest, usual.queriesPerRequest, "for each request to a service"),
        row(
          `dataStores.${store.name}.load.readShare`,
          formatPercentage(load.readShare),
          load.readShare.percent === usual.readShare.percent ? "assumed" : "given",
          "of queries that a reader may answer",
        ),
        one("queriesPerUnit", load.queriesPerUnit, usual.queriesPerUnit, "queries per second of one capacity unit"),
      ];
    }
    case "redis": {
      const usual = redisLoadSchema.parse({});
      const { operationsPerRequest, memoryPerUser } = store.load;
      return [
        one("operationsPerRequest", operationsPerRequest, usual.operationsPerRequest, "for each request to a service"),
        one("memoryPerUser", memoryPerUser, usual.memoryPerUser, "KiB for one concurrent user"),
      ];
    }
    case "dynamodb": {
      const usual = dynamodbLoadSchema.parse({});
      const { readsPerRequest, writesPerRequest } = store.load;
      return [
        one("readsPerRequest", readsPerRequest, usual.readsPerRequest, "read units for each request to a service"),
        one("writesPerRequest", writesPerRequest, usual.writesPerRequest, "write units for each request to a service"),
      ];
    }
    case "sqs":
      return [
        one(
          "messagesPerRequest",
          store.load.messagesPerRequest,
          sqsLoadSchema.parse({}).messagesPerRequest,
          "sent for each request to a producer",
        ),
      ];
    case "s3":
      return [];
  }
}

function isDerived({ decisions }: Plan, key: string): boolean {
  return decisions.some(({ path }) => path === key);
}
