import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { FoundationOutputs, ServicesOutputs } from "../src/constructs/core/stack-outputs";
import { ServiceDelivery } from "../src/constructs/delivery/service-delivery";
import { sourceConnectionArn } from "../src/constructs/delivery/source-connection";
import type { Plan } from "../src/model/plan";

export interface DeliveryInputs {
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly services: Pick<ServicesOutputs, "services">;
}

/** How changes reach the services: a pipeline each. Empty when the plan names no source. */
export class DeliveryStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, { foundation, services }: DeliveryInputs) {
    super(scope, plan, "delivery");
    const { source } = plan.delivery;
    if (source === null || plan.services.length === 0) return;
    const connectionArn = sourceConnectionArn(this, plan, source);
    for (const service of plan.services) {
      const outputs = services.services.get(service.name);
      if (!outputs) throw new Error(`the services stack has no outputs for ${service.name}`);
      new ServiceDelivery(this, service.name, { plan, service, source, connectionArn, foundation, outputs });
    }
  }
}
