import type { Service } from "./plan";

/** The load balancer answers 404 to a path that no route takes, whatever the service would have said. */
export function routesItsHealthPath({ routes, health }: Pick<Service, "routes" | "health">): boolean {
  return routes.some((route) => routeMatches(route, health.path));
}

/** `*` stands for any number of characters in a listener rule's path pattern. */
export function routeMatches(pattern: string, path: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.+?^$(){}|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(path);
}
