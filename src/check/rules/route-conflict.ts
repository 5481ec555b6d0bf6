import { routeConflict } from "../../diagnostics/catalogue/services";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { isPublic } from "../exposure";
import { placeOf } from "../places";
import type { Rule } from "../rule";

interface Route {
  readonly service: string;
  readonly route: string;
  readonly range: SourceRange;
}

/** A route leads to one service: the load balancer would send everything to the first, by order alone. */
export const routeConflictRule: Rule = {
  code: "route-conflict",
  check({ file, tree }) {
    const services = file.services ?? [];
    const isOnly = services.filter(isPublic).length === 1;
    const routes = services.flatMap((service, index) =>
      isPublic(service)
        ? routesOf(service, isOnly).map((route, member): Route => {
            const range = placeOf(tree, ["services", index, "routes", member]);
            return { service: service.name, route, range };
          })
        : [],
    );
    return conflicts(routes);
  },
};

/** Written, or what is derived in their place. */
function routesOf({ name, routes }: ServiceFile, isOnly: boolean): readonly string[] {
  if (routes !== undefined) return routes;
  return isOnly ? ["/*"] : [`/${name}`, `/${name}/*`];
}

function conflicts(routes: readonly Route[]): readonly Diagnostic[] {
  const first = new Map<string, Route>();
  return routes.flatMap(({ service, route, range }) => {
    const before = first.get(route);
    if (!before) first.set(route, { service, route, range });
    if (!before || before.service === service) return [];
    return [routeConflict(range, route, [before.service, service], before.range)];
  });
}
