import { askFromOutside, distributionStatus, healthCheckStatus, resolveName } from "../commands/edge-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { step } from "./steps";

/** What the world sees: the name, the answer, the health check, the distribution. */
export function outsideSteps({ plan, index }: EmitContext): readonly Item[] {
  const { domain } = plan.environment;
  return [
    ...(domain === null
      ? []
      : [
          step("What a user gets.", askFromOutside(domain, publicPath({ plan }))),
          step("What the name resolves to.", resolveName(domain)),
        ]),
    ...index
      .byRole("health-check")
      .map(({ handles }) => step("What the checkers around the world see.", healthCheckStatus(handles))),
  ];
}

export function distributionSteps({ index }: EmitContext): readonly Item[] {
  return index
    .byRole("cloudfront-distribution")
    .map(({ handles }) => step("State of the distribution.", distributionStatus(handles.alias)));
}

/** The health path of the service that takes what no other route does, else of the first public one. */
function publicPath({ plan }: Pick<EmitContext, "plan">): string {
  const open = plan.services.filter(({ exposure }) => exposure === "public");
  const service = open.find(({ routes }) => routes.includes("/*")) ?? open[0];
  return service?.routes.includes("/*") ? service.health.path : "/";
}
