import type { Plan, Service } from "../../model/plan";

/** Path on the public domain whose answer shows that the system serves; null when no health path is routed. */
export function healthTarget(plan: Plan): string | null {
  const open = plan.services.filter(({ exposure }) => exposure === "public");
  const owner = open.find(({ routes }) => routes.includes("/*"));
  const reachable = open.find(routesItsHealthPath);
  const service = owner ?? reachable;
  return service === undefined ? null : service.health.path;
}

/** The load balancer answers 404 to a path that no route takes, whatever the service would have said. */
function routesItsHealthPath({ routes, health }: Service): boolean {
  return routes.some((route) => matches(route, health.path));
}

/** `*` stands for any number of characters in a listener rule's path pattern. */
function matches(pattern: string, path: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.+?^$(){}|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(path);
}
