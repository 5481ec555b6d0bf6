import {
  canaryInterval,
  jobIncomplete,
  metricsAmbiguous,
  noCdn,
  noRequestsToMeasure,
  queueNotUsed,
  sloFieldMissing,
  sloFieldUnused,
} from "../../diagnostics/catalogue/objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import type { SliKind } from "../../model/slo";
import { formatDuration } from "../../model/units/duration";
import { locateKey } from "../../parse/locate";
import { isPublic } from "../exposure";
import { lostKeys } from "../lost-keys";
import { namesAt, placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

type SloFile = ServiceFile["slos"][number];
type Field = "threshold" | "source" | "store" | "job" | "canary" | "metrics" | "minimumEvents" | "minimumFailures";

/** What belongs to an indicator: fields it cannot do without, each with a fix, and fields it may have. */
interface Fields {
  readonly needs: Readonly<Partial<Record<Field, string>>>;
  readonly takes: readonly Field[];
}

const GUARDS: readonly Field[] = ["minimumEvents", "minimumFailures"];

const FIELDS: Readonly<Record<SliKind, Fields>> = {
  "http-success": { needs: {}, takes: ["source", ...GUARDS] },
  "http-latency": { needs: { threshold: "add a `threshold` such as 200ms" }, takes: ["source", ...GUARDS] },
  "queue-age": {
    needs: {
      threshold: "add a `threshold` such as 5m",
      store: "add `store` with the name of an sqs store that the service uses",
    },
    takes: [],
  },
  "job-success": {
    needs: { job: "add `job` with the state machine, or with the lines that the service logs" },
    takes: GUARDS,
  },
  "canary-availability": { needs: {}, takes: ["canary", ...GUARDS] },
  custom: { needs: { metrics: "add `metrics` with `total` and either `good` or `bad`" }, takes: GUARDS },
};

const ALL_FIELDS: readonly Field[] = ["threshold", "source", "store", "job", "canary", "metrics", ...GUARDS];

/** Indicators of services that no public request reaches. */
const WITHOUT_REQUESTS: readonly SliKind[] = ["queue-age", "job-success", "custom"];

/** Each SLO has something that measures it, and says nothing that its indicator ignores. */
export const sloIndicatorRule: Rule = {
  code: "slo-not-measurable",
  check(context) {
    return (context.file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) => {
        const path = ["services", index, "slos", member];
        const at = (key: string) => placeOf(context.tree, [...path, key]);
        const keyAt = (key: string) => locateKey(context.tree, [...path, key]).range;
        const lost = (known: readonly string[], below: readonly string[] = []) =>
          lostKeys(context, [...path, ...below], known);
        return [...ofFields(slo, at, keyAt, lost(ALL_FIELDS)), ...ofKind(context, service, slo, at, lost)];
      }),
    );
  },
};

/** Which of some keys of the SLO, or of a map in it, have a finding of their own: see {@link lostKeys}. */
type Lost = (known: readonly string[], below?: readonly string[]) => ReadonlySet<string>;

type At = (key: string) => Diagnostic["range"] & object;

function ofFields(slo: SloFile, at: At, keyAt: At, lost: ReadonlySet<string>): readonly Diagnostic[] {
  const { needs, takes } = FIELDS[slo.sli];
  const missing = Object.entries(needs).flatMap(([field, fix]) =>
    slo[field as Field] === undefined && !lost.has(field)
      ? [sloFieldMissing(at("sli"), slo.name, slo.sli, field, fix)]
      : [],
  );
  const unused = ALL_FIELDS.filter(
    (field) => slo[field] !== undefined && needs[field] === undefined && !takes.includes(field),
  ).map((field) => sloFieldUnused(keyAt(field), slo.name, slo.sli, field, usersOf(field)));
  return [...missing, ...unused];
}

/** Indicators that cannot do without a field: the one that was meant is probably among them. */
function usersOf(field: Field): readonly string[] {
  return Object.entries(FIELDS).flatMap(([sli, { needs, takes }]) =>
    needs[field] !== undefined || (field === "canary" && takes.includes(field)) ? [sli] : [],
  );
}

function ofKind(context: RuleContext, service: ServiceFile, slo: SloFile, at: At, lost: Lost): readonly Diagnostic[] {
  switch (slo.sli) {
    case "http-success":
    case "http-latency":
      return ofRequests(context, service, slo, at);
    case "queue-age":
      return ofQueue(context, service, slo, at);
    case "job-success":
      return ofJob(slo, at, lost);
    case "canary-availability":
      return [...publicOnly(service, slo, at), ...ofCanary(slo, at)];
    case "custom":
      return ofMetrics(slo, at, lost);
  }
}

function publicOnly(service: ServiceFile, { name, sli }: SloFile, at: At): readonly Diagnostic[] {
  return isPublic(service) ? [] : [noRequestsToMeasure(at("sli"), name, service.name, sli, WITHOUT_REQUESTS)];
}

function ofRequests({ file }: RuleContext, service: ServiceFile, slo: SloFile, at: At): readonly Diagnostic[] {
  const cdn = slo.source === "cdn" && file.edge?.cdn === false ? [noCdn(at("source"), slo.name)] : [];
  return [...publicOnly(service, slo, at), ...cdn];
}

function ofQueue(context: RuleContext, service: ServiceFile, slo: SloFile, at: At): readonly Diagnostic[] {
  if (slo.store === undefined) return [];
  const reason = unfit(context, service, slo.store);
  const queues = (context.file.dataStores ?? []).filter(({ engine }) => engine === "sqs").map(({ name }) => name);
  const used = queues.filter((name) => service.uses.includes(name));
  return reason === undefined ? [] : [queueNotUsed(at("store"), slo.name, slo.store, reason, used)];
}

/** Why a store cannot be watched. A store that is faulty itself is given the benefit of the doubt. */
function unfit({ file, written }: RuleContext, service: ServiceFile, name: string): string | undefined {
  const store = file.dataStores?.find((candidate) => candidate.name === name);
  if (!store && !namesAt(written, ["dataStores"]).some(({ text }) => text === name)) return "is no data store";
  if (store && store.engine !== "sqs") return `is no queue but ${store.engine}`;
  return service.uses.includes(name) ? undefined : "is not used by the service";
}

function ofJob({ name, job }: SloFile, at: At, lost: Lost): readonly Diagnostic[] {
  if (job === undefined || lost(["stateMachine", "succeeded", "failed"], ["job"]).size > 0) return [];
  const lines = [job.succeeded, job.failed].filter((pattern) => pattern !== undefined).length;
  const whole = job.stateMachine === undefined ? lines === 2 : lines === 0;
  return whole ? [] : [jobIncomplete(at("job"), name)];
}

function ofCanary({ name, canary }: SloFile, at: At): readonly Diagnostic[] {
  if (canary === undefined) return [];
  const minutes = canary.every.seconds / 60;
  const possible = Number.isInteger(minutes) && minutes >= 1 && minutes <= 60;
  return possible ? [] : [canaryInterval(at("canary"), name, formatDuration(canary.every))];
}

function ofMetrics({ name, metrics }: SloFile, at: At, lost: Lost): readonly Diagnostic[] {
  if (metrics === undefined || lost(["good", "bad"], ["metrics"]).size > 0) return [];
  return (metrics.good === undefined) === (metrics.bad === undefined) ? [metricsAmbiguous(at("metrics"), name)] : [];
}
