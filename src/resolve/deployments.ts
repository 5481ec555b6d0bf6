import {
  type DeploymentPlace,
  deploymentOf,
  possibleStrategies,
  type ServiceDeployment,
  smallestNumber,
  type WantedDeployment,
  wantedDeployment,
} from "../model/deployment";
import type { Service } from "../model/plan";
import { routeRules } from "../model/route-rules";
import type { PlanFile } from "../model/schema/plan-file";
import { formatDuration } from "../model/units/duration";
import { formatPercentage } from "../model/units/percentage";
import type { Decisions } from "./decisions";

/** How each service's new versions take over: what the plan asks for, as far as the service's place allows it. */
export function withDeployments(
  file: PlanFile,
  services: readonly Service[],
  hasPublicEndpoint: boolean,
  decisions: Decisions,
): readonly Service[] {
  const routed = hasPublicEndpoint ? services.filter(({ exposure }) => exposure === "public") : [];
  const rules = routeRules(routed);
  return services.map((service) => {
    const written = file.services.find(({ name }) => name === service.family);
    if (written === undefined) throw new Error(`${service.name} is no service of the plan file`);
    const place: DeploymentPlace = {
      runtime: service.runtime,
      listenerRules: rules.filter((rule) => rule.service === service.name).length,
      smallest: smallestNumber(service.scaling),
      hasPipeline: file.delivery.source !== undefined,
    };
    return {
      ...service,
      deployment: chosen(service.name, place, wantedDeployment(file.delivery, written), decisions),
    };
  });
}

function chosen(
  name: string,
  place: DeploymentPlace,
  wanted: WantedDeployment,
  decisions: Decisions,
): ServiceDeployment {
  const { strategies, instead, reason } = possibleStrategies(place);
  const path = `services.${name}.delivery.strategy`;
  if (strategies.includes(wanted.strategy)) return deploymentOf(wanted, wanted.strategy, place.runtime);
  const deployment = deploymentOf(wanted, instead, place.runtime);
  return decisions.derive(path, deployment, `in place of ${wanted.strategy}: ${reason}`, deploymentWords(deployment));
}

function deploymentWords({ strategy, shift, bake }: ServiceDeployment): string {
  return `${strategy}${shiftWords(shift)}${bake === null ? "" : `, then ${formatDuration(bake)} beside the old version`}`;
}

function shiftWords(shift: ServiceDeployment["shift"]): string {
  switch (shift.kind) {
    case "at-once":
      return "";
    case "canary":
      return `, ${formatPercentage(shift.share)} for ${formatDuration(shift.bake)}`;
    case "linear":
      return `, ${formatPercentage(shift.step)} every ${formatDuration(shift.bake)}`;
    case "zone":
      return `, one zone for ${formatDuration(shift.bake)}`;
  }
}
