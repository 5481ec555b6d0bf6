import { routeWildcards } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Wildcards in a listener rule (Elastic Load Balancing user guide, "Quotas for your Application Load Balancers"). */
const WILDCARDS_MAX = 5;

export const routeWildcardsRule: Rule = {
  code: "route-wildcards",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ routes = [] }, index) =>
      routes.flatMap((route, member) => {
        const count = route.split("*").length - 1;
        const place = placeOf(tree, ["services", index, "routes", member]);
        return count > WILDCARDS_MAX ? [routeWildcards(place, route, count, WILDCARDS_MAX)] : [];
      }),
    );
  },
};
