import { precise } from "../model/capacity/figures";
import { IN_PLACE } from "../model/deployment";
import type { Plan, Scaling, Service, WarmPool } from "../model/plan";
import { derivedRoutes } from "../model/routed-services";
import type { PlanFile, ServiceFile } from "../model/schema/plan-file";
import { serviceExposure } from "../model/service-exposure";
import { SMALL_SCALE_DIVISOR } from "../model/small-scale";
import { resolveServiceCapacity } from "./capacity";
import type { Decisions } from "./decisions";
import { resolveSlos } from "./slos";

type Scale = Plan["environment"]["scale"];

export function resolveServices(file: PlanFile, scale: Scale, decisions: Decisions): readonly Service[] {
  const exposures = new Map(file.services.map((service) => [service.name, exposureOf(service, decisions)]));
  const isPublic = (name: string) => exposures.get(name) === "public";
  const onlyPublic = file.services.filter(({ name }) => isPublic(name)).length === 1;
  return file.services.map((service) => {
    const exposure = exposures.get(service.name) ?? "none";
    return {
      name: service.name,
      family: service.name,
      cell: null,
      description: service.description ?? null,
      runtime: service.runtime,
      image: service.image,
      command: service.command,
      port: service.port ?? null,
      exposure,
      routes: exposure === "public" ? routesOf(service, onlyPublic, decisions) : [],
      health: service.health,
      cpu: service.cpu,
      memory: service.memory,
      instanceType: service.instanceType,
      environment: service.environment,
      secrets: service.secrets,
      scaling: scalingOf(service, file, scale, decisions),
      capacity: resolveServiceCapacity(service, file, decisions),
      // Follows from what all services share of the load balancer: see withDeployments.
      deployment: IN_PLACE,
      slos: resolveSlos(service, decisions),
      uses: service.uses,
    };
  });
}

function exposureOf(service: ServiceFile, decisions: Decisions): Service["exposure"] {
  const exposure = serviceExposure(service);
  if (service.exposure !== undefined) return exposure;
  const reason = exposure === "none" ? "the service has no port" : "the service has a port";
  return decisions.derive(`services.${service.name}.exposure`, exposure, reason);
}

function routesOf(service: ServiceFile, only: boolean, decisions: Decisions): readonly string[] {
  if (service.routes !== undefined) return service.routes;
  const path = `services.${service.name}.routes`;
  const routes = derivedRoutes(service.name, only);
  return only
    ? decisions.derive(path, routes, "it is the only public service", routes.join(", "))
    : decisions.derive(
        path,
        routes,
        "several services are public, so each takes the path of its name",
        routes.join(", "),
      );
}

function scalingOf(service: ServiceFile, file: PlanFile, scale: Scale, decisions: Decisions): Scaling {
  const { scaling } = service;
  const path = `services.${service.name}.scaling`;
  const { min, max } = scale === "full" ? scaling : smallRange(scaling, path, decisions);
  const share = scale === "full" ? (count: number) => count : quarter;
  return {
    ...scaling,
    min,
    max,
    requestsPerTarget: scaling.requestsPerTarget ?? null,
    messagesPerTask: scaling.messagesPerTask ?? derivedBacklog(service, file, decisions),
    schedules: scaling.schedules.map((schedule) =>
      within({ min, max }, { ...schedule, min: share(schedule.min), max: share(schedule.max) }, path, decisions),
    ),
    warmPool: warmPoolOf(scaling.warmPool, { min, max }, scale, path, decisions),
  };
}

/**
 * Backlog that a task of a worker may have before another starts, null where nothing says. AWS's "acceptable backlog per
 * instance" (EC2 Auto Scaling user guide, "Scaling policy based on Amazon SQS"): the longest that a message may wait
 * divided by the time that one takes. Half of the queue's `maxAge` counts as the longest, since the alarm goes off at
 * the whole of it and a task takes its time to start.
 */
function derivedBacklog(service: ServiceFile, { dataStores }: PlanFile, decisions: Decisions): number | null {
  const queues = dataStores.flatMap((store) =>
    store.engine === "sqs" && service.uses.includes(store.name) ? [store] : [],
  );
  const [queue] = queues;
  const { requestsPerSecond } = service.capacity;
  if (serviceExposure(service) !== "none" || requestsPerSecond === undefined) return null;
  if (queue === undefined || queues.length > 1) return null;
  const seconds = queue.maxAge.seconds / 2;
  return decisions.derive(
    `services.${service.name}.scaling.messagesPerTask`,
    Math.max(1, Math.floor(requestsPerSecond * seconds)),
    `a task works off ${precise(requestsPerSecond)} messages a second, for ${seconds} s, half of maxAge of ${queue.name}`,
  );
}

function warmPoolOf(
  written: ServiceFile["scaling"]["warmPool"],
  { min, max }: Range,
  scale: Scale,
  path: string,
  decisions: Decisions,
): WarmPool | null {
  if (written === undefined) return null;
  const place = `${path}.warmPool`;
  const whole = scale === "full" || decisions.layerOf(place) === "environment";
  const reason = "environment scale is small: a quarter, within the bounds of the service";
  const wanted = written.max === undefined ? null : whole ? written.max : Math.min(max, quarter(written.max));
  return {
    ...written,
    min: whole ? written.min : decisions.derive(`${place}.min`, Math.min(quarter(written.min), max - min), reason),
    max:
      wanted === null
        ? decisions.derive(`${place}.max`, max, "every instance up to the service's maximum is prepared")
        : whole
          ? wanted
          : decisions.derive(`${place}.max`, Math.max(wanted, min), reason),
  };
}

type Range = Pick<Scaling, "min" | "max">;

/** A quarter of what the plan runs at full scale, but for what is written for the environment itself. */
function smallRange(scaling: Range, path: string, decisions: Decisions): Range {
  const reason = `environment scale is small: a quarter of ${scaling.min} to ${scaling.max}, at least 1`;
  const shrink = (key: keyof Range, least: number) =>
    decisions.layerOf(`${path}.${key}`) === "environment"
      ? scaling[key]
      : decisions.derive(`${path}.${key}`, Math.max(quarter(scaling[key]), least), reason);
  const min = shrink("min", 0);
  return { min, max: shrink("max", min) };
}

/** A schedule moves the bounds that AWS keeps to; it must not lift the ones that the plan gives. */
function within<S extends Range & { readonly name: string }>(
  { min, max }: Range,
  schedule: S,
  path: string,
  decisions: Decisions,
): S {
  const clamp = (count: number) => Math.min(Math.max(count, min), max);
  const kept = { ...schedule, min: clamp(schedule.min), max: clamp(schedule.max) };
  if (kept.min === schedule.min && kept.max === schedule.max) return schedule;
  const place = `${path}.schedules.${schedule.name}`;
  return decisions.derive(place, kept, `kept within ${path}, ${min} to ${max}`, `${kept.min} to ${kept.max}`);
}

function quarter(count: number): number {
  return count === 0 ? 0 : Math.max(1, Math.ceil(count / SMALL_SCALE_DIVISOR));
}
