import type { Plan } from "../../model/plan";
import { routesItsHealthPath } from "../../model/route-match";

/** Path on the public domain whose answer shows that the system serves; null when no health path is routed. */
export function healthTarget(plan: Plan): string | null {
  const open = plan.services.filter(({ exposure }) => exposure === "public");
  const owner = open.find(({ routes }) => routes.includes("/*"));
  const reachable = open.find(routesItsHealthPath);
  const service = owner ?? reachable;
  return service === undefined ? null : service.health.path;
}
