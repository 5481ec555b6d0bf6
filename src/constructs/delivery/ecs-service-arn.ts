import type { Plan } from "../../model/plan";
import { planArn } from "../core/names";
import type { EcsOutputs } from "../core/stack-outputs";

/** ARN of an ECS service, as policies, events and recommendations name it. */
export function ecsServiceArn(
  plan: Plan,
  { clusterName, serviceName }: Pick<EcsOutputs, "clusterName" | "serviceName">,
): string {
  return planArn(plan, "ecs", `service/${clusterName}/${serviceName}`);
}
