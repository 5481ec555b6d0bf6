import { deliveryCount } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A log group takes 100 metric filters (PutMetricFilter): four for all pipelines, and one for each service on ECS. */
const ECS_SERVICES_MAX = 96;

export const deliveryCountRule: Rule = {
  code: "delivery-count",
  check({ file, tree }) {
    const { delivery, services = [] } = file;
    const onEcs = services.filter(({ runtime }) => runtime === "ecs-fargate").length;
    if (delivery?.source === undefined || onEcs <= ECS_SERVICES_MAX) return [];
    return [deliveryCount(placeOf(tree, ["services"]), onEcs, ECS_SERVICES_MAX)];
  },
};
