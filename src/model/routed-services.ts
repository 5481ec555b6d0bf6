import type { Plan, Service } from "./plan";

/** Whether all that the load balancer serves belongs to the service. */
export function isOnlyRoutedService(plan: Plan, { name }: Pick<Service, "name">): boolean {
  return plan.services.every((other) => other.name === name || other.exposure !== "public");
}
