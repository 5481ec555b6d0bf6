import { canaryBake } from "../../diagnostics/catalogue/limits";
import { isPublic } from "../exposure";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** CodePipeline's ECS action ends after 60 minutes (user guide, "Quotas"), tasks need about 10, and both halves bake. */
const BAKE_MINUTES_MAX = 25;

export const canaryBakeRule: Rule = {
  code: "canary-bake",
  check({ file, tree }) {
    const { delivery, services = [] } = file;
    if (delivery?.strategy !== "blue-green-canary" || delivery.source === undefined) return [];
    const shifts = services.some((service) => service.runtime === "ecs-fargate" && isPublic(service));
    const minutes = delivery.canary.bake.seconds / 60;
    if (!shifts || minutes <= BAKE_MINUTES_MAX) return [];
    return [canaryBake(placeOf(tree, ["delivery", "canary", "bake"]), minutes, BAKE_MINUTES_MAX)];
  },
};
