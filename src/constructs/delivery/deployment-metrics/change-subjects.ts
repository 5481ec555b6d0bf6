import type { Plan, Service } from "../../../model/plan";
import { pipelineName } from "../../core/shared-names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { burnAlarmName } from "../../observability/slo/burn-alarm-name";

/** What deploys to a pipeline's service. */
export interface DeployedService {
  readonly service: string;
  /** null for a service on instances. */
  readonly ecs: { readonly cluster: string; readonly service: string } | null;
}

/** By the name of its pipeline, as events have it. */
export function deployedServices(
  plan: Plan,
  services: readonly ServiceOutputs[],
): Readonly<Record<string, DeployedService>> {
  return Object.fromEntries(
    services.map(({ name, compute }) => {
      const onEcs = compute.runtime === "ecs-fargate";
      const ecs = onEcs ? { cluster: compute.clusterName, service: compute.serviceName } : null;
      return [pipelineName(plan, name), { service: name, ecs }];
    }),
  );
}

/**
 * Services by the alarm whose end tells that they are well again: the fastest tier of each objective, whose short window
 * forgets soonest. Slower tiers follow the same trouble and would count it twice. Objectives that are measured at
 * CloudFront have their alarms in another region, whose ends are not heard here.
 */
export function burningServices(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.services.flatMap((service) => fastestAlarms(plan, service)));
}

function fastestAlarms(plan: Plan, { name, slos }: Service): readonly (readonly [string, string])[] {
  return slos.flatMap((slo) => {
    const [fastest] = slo.tiers;
    return fastest === undefined || slo.source === "cdn"
      ? []
      : [[burnAlarmName(plan, name, slo, fastest), name] as const];
  });
}
