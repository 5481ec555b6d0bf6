import type { Plan, Service } from "../../../model/plan";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { ecsAutomation } from "./ecs-automation";
import { instanceAutomation } from "./instance-automation";
import type { Automation } from "./runbook-document";

/** What can be done to a service without a person typing the commands. */
export function serviceAutomation(plan: Plan, service: Service, outputs: ServiceOutputs): Automation {
  const { compute } = outputs;
  return compute.runtime === "ecs-fargate"
    ? ecsAutomation(plan, service, compute)
    : instanceAutomation(plan, service, compute);
}
