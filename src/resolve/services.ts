import type { Plan, Scaling, Service } from "../model/plan";
import type { PlanFile, ServiceFile } from "../model/schema/plan-file";
import { serviceExposure } from "../model/service-exposure";
import { resolveServiceCapacity } from "./capacity";
import type { Decisions } from "./decisions";
import { resolveSlos } from "./slos";

type Scale = Plan["environment"]["scale"];

/** A small environment runs a quarter of each service's capacity, and at least one. */
export const SMALL_SCALE_DIVISOR = 4;

export function resolveServices(file: PlanFile, scale: Scale, decisions: Decisions): readonly Service[] {
  const exposures = new Map(file.services.map((service) => [service.name, exposureOf(service, decisions)]));
  const isPublic = (name: string) => exposures.get(name) === "public";
  const onlyPublic = file.services.filter(({ name }) => isPublic(name)).length === 1;
  return file.services.map((service) => {
    const exposure = exposures.get(service.name) ?? "none";
    return {
      name: service.name,
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
      scaling: scalingOf(service, scale, decisions),
      capacity: resolveServiceCapacity(service, file, decisions),
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
  if (only) return decisions.derive(path, ["/*"], "it is the only public service");
  const routes = [`/${service.name}`, `/${service.name}/*`];
  return decisions.derive(
    path,
    routes,
    "several services are public, so each takes the path of its name",
    routes.join(", "),
  );
}

function scalingOf(service: ServiceFile, scale: Scale, decisions: Decisions): Scaling {
  const { scaling } = service;
  const path = `services.${service.name}.scaling`;
  const { min, max } = scale === "full" ? scaling : smallRange(scaling, path, decisions);
  const share = scale === "full" ? (count: number) => count : quarter;
  return {
    ...scaling,
    min,
    max,
    requestsPerTarget: scaling.requestsPerTarget ?? null,
    messagesPerTask: scaling.messagesPerTask ?? null,
    schedules: scaling.schedules.map((schedule) =>
      within({ min, max }, { ...schedule, min: share(schedule.min), max: share(schedule.max) }, path, decisions),
    ),
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
