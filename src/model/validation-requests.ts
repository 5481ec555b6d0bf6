import type { Delivery, Service } from "./plan";
import { routeMatches } from "./route-match";

/** Port of the listener that leads to new versions alone. Any free one; users have 443. */
export const TEST_PORT = 8443;

/** What a service's new versions are asked for before users reach them. */
export interface ValidationRequests {
  readonly paths: readonly string[];
  /** Answers with this status or a higher one are bad. */
  readonly below: 400 | 500;
}

/**
 * Of the plan's paths those that lead to the service, else its health check where a route leads there. Failing both, the
 * start of its first route: nobody said that a page is there, so any answer that the service does not owe to a fault of
 * its own is a good one.
 */
export function validationRequests(
  { routes, health }: Pick<Service, "routes" | "health">,
  { paths }: Pick<Delivery["validation"], "paths">,
): ValidationRequests {
  const own = paths.filter((path) => isRouted(routes, path));
  if (own.length > 0) return { paths: own, below: 400 };
  if (isRouted(routes, health.path)) return { paths: [health.path], below: 400 };
  return { paths: routes.slice(0, 1).map((route) => route.replace(/\*.*$/, "")), below: 500 };
}

export function isRouted(routes: readonly string[], path: string): boolean {
  return routes.some((route) => routeMatches(route, path));
}
