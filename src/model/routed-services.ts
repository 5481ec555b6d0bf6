import type { Plan, Service } from "./plan";

/** Whether all that the load balancer serves belongs to the service. */
export function isOnlyRoutedService(plan: Plan, { name }: Pick<Service, "name">): boolean {
  return plan.services.every((other) => other.name === name || other.exposure !== "public");
}

/** Routes of a public service that names none: all of them for the only one, else the path of its name. */
export function derivedRoutes(name: string, isOnlyPublic: boolean): readonly string[] {
  return isOnlyPublic ? ["/*"] : [`/${name}`, `/${name}/*`];
}
