import {
  deploymentOf,
  possibleStrategies,
  type ServiceDeployment,
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
    // ECS moves traffic on one rule of the listener.
    const isShiftable = rules.filter((rule) => rule.service === service.name).length === 1;
    const wanted = wantedDeployment(file.delivery, written);
    return { ...service, deployment: chosen(service, isShiftable, wanted, decisions) };
  });
}

function chosen(
  { name, runtime }: Service,
  isShiftable: boolean,
  wanted: WantedDeployment,
  decisions: Decisions,
): ServiceDeployment {
  const { strategies, instead, reason } = possibleStrategies({ runtime, isShiftable });
  const path = `services.${name}.delivery.strategy`;
  if (strategies.includes(wanted.strategy)) return deploymentOf(wanted, wanted.strategy);
  const deployment = deploymentOf(wanted, instead);
  return decisions.derive(path, deployment, `in place of ${wanted.strategy}: ${reason}`, deploymentWords(deployment));
}

function deploymentWords({ strategy, shift, bake }: ServiceDeployment): string {
  const moved =
    shift.kind === "at-once"
      ? ""
      : shift.kind === "canary"
        ? `, ${formatPercentage(shift.share)} for ${formatDuration(shift.bake)}`
        : `, ${formatPercentage(shift.step)} every ${formatDuration(shift.bake)}`;
  return `${strategy}${moved}${bake === null ? "" : `, then ${formatDuration(bake)} beside the old version`}`;
}
