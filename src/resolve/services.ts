import type { Plan, Scaling, Service, Slo } from "../model/plan";
import type { PlanFile, ServiceFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

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
      slos: service.slos.map(resolveSlo),
      uses: service.uses,
    };
  });
}

function exposureOf(service: ServiceFile, decisions: Decisions): Service["exposure"] {
  if (service.exposure !== undefined) return service.exposure;
  const path = `services.${service.name}.exposure`;
  return service.port === undefined
    ? decisions.derive(path, "none", "the service has no port")
    : decisions.derive(path, "public", "the service has a port");
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
  const full: Scaling = {
    ...scaling,
    requestsPerTarget: scaling.requestsPerTarget ?? null,
    messagesPerTask: scaling.messagesPerTask ?? null,
  };
  if (scale === "full") return full;
  const path = `services.${service.name}.scaling`;
  const reason = `environment scale is small: a quarter of ${scaling.min} to ${scaling.max}, at least 1`;
  const shrink = (key: "min" | "max") => {
    if (decisions.layerOf(`${path}.${key}`) === "environment") return scaling[key];
    return decisions.derive(`${path}.${key}`, quarter(scaling[key]), reason);
  };
  const min = shrink("min");
  const max = Math.max(shrink("max"), min);
  const clamp = (value: number) => Math.min(Math.max(quarter(value), min), max);
  return {
    ...full,
    min,
    max,
    schedules: scaling.schedules.map((schedule) => ({
      ...schedule,
      min: clamp(schedule.min),
      max: clamp(schedule.max),
    })),
  };
}

function quarter(count: number): number {
  return count === 0 ? 0 : Math.max(1, Math.ceil(count / SMALL_SCALE_DIVISOR));
}

function resolveSlo(slo: ServiceFile["slos"][number]): Slo {
  const { threshold } = slo;
  const milliseconds =
    threshold === undefined ? null : "milliseconds" in threshold ? threshold.milliseconds : threshold.seconds * 1000;
  return {
    name: slo.name,
    sli: slo.sli,
    target: slo.target,
    window: slo.window,
    thresholdMilliseconds: milliseconds,
    store: slo.store ?? null,
  };
}
