import type { Plan, Service } from "../../model/plan";
import { planArn } from "../core/names";
import type { DataOutputs, ServicesOutputs } from "../core/stack-outputs";
import { firstBurnAlarmName } from "../observability/slo/burn-alarms";
import { measuredSlos } from "../observability/slo/measured-slos";
import { MAX_STOP_CONDITIONS } from "./experiment";

/**
 * Alarms that end an experiment before users are hurt by it: of each service the first to see the budget of an objective
 * burn, and without objectives those that would stop a deployment. FIS takes alarms of its own region, and metric alarms
 * for certain; so the window of a tier stands for the tier.
 */
export function stopAlarms(
  plan: Plan,
  services: readonly Service[],
  outputs: { readonly services: ServicesOutputs; readonly data: DataOutputs },
): readonly string[] {
  return stopAlarmNames(plan, services, outputs)
    .slice(0, MAX_STOP_CONDITIONS)
    .map((name) => planArn(plan, "cloudwatch", `alarm:${name}`));
}

/** Names of all of them, each once. */
export function stopAlarmNames(
  plan: Plan,
  services: readonly Service[],
  outputs: { readonly services: ServicesOutputs; readonly data: DataOutputs },
): readonly string[] {
  return [...new Set(services.flatMap((service) => serviceAlarms(plan, service, outputs)))];
}

function serviceAlarms(
  plan: Plan,
  service: Service,
  { services, data }: { readonly services: ServicesOutputs; readonly data: DataOutputs },
): readonly string[] {
  const outputs = services.services.get(service.name);
  if (outputs === undefined) return [];
  const { loadBalancer } = services;
  const burning = measuredSlos({
    plan,
    service,
    outputs,
    loadBalancer,
    stores: [...data.stores.values()],
    distributionId: null,
  })
    .filter(({ region }) => region === plan.environment.region)
    .flatMap(({ slo }) => firstBurnAlarmName(plan, service.name, slo) ?? []);
  return burning.length > 0 ? burning : outputs.deploymentAlarmNames;
}
