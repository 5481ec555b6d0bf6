import { deliveryCount } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A log group takes 100 metric filters (CloudWatch Logs quotas), and each delivered service is counted by four. */
const DELIVERED_SERVICES_MAX = 25;

export const deliveryCountRule: Rule = {
  code: "delivery-count",
  check({ file, tree }) {
    const { delivery, services = [] } = file;
    if (delivery?.source === undefined || services.length <= DELIVERED_SERVICES_MAX) return [];
    return [deliveryCount(placeOf(tree, ["services"]), services.length, DELIVERED_SERVICES_MAX)];
  },
};
