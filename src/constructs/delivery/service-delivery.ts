import { Construct } from "constructs";
import type { DeliverySource, Plan, Service } from "../../model/plan";
import type { FoundationOutputs, ServiceOutputs } from "../core/stack-outputs";
import { DeliveryPipeline } from "./delivery-pipeline";
import type { Deployment } from "./deployment";
import { ecsDeployment } from "./ecs-deployment";
import { imageProject } from "./image-project";
import { ImageRepository } from "./image-repository";
import { InstanceDeployment } from "./instance-deployment";
import { standbyProject } from "./standby-project";
import type { StandbyTarget } from "./standby-target";
import { testProject } from "./test-project";

export interface ServiceDeliveryProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly source: DeliverySource;
  readonly connectionArn: string;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly outputs: ServiceOutputs;
  /** null without a recovery region. */
  readonly standby: StandbyTarget | null;
}

/** Everything between a push to the repository and a service running it. */
export class ServiceDelivery extends Construct {
  constructor(scope: Construct, id: string, props: ServiceDeliveryProps) {
    super(scope, id);
    const { plan, service, foundation } = props;
    const deployment = this.deployment(props);
    const repository = new ImageRepository(this, "images", {
      plan,
      service,
      artifactsKeyArn: foundation.keyArns.artifacts,
    });
    const test = testProject(this, { plan, service, foundation });
    const build = imageProject(this, { plan, service, foundation, repository, bundle: deployment.bundle });
    new DeliveryPipeline(this, "delivery", {
      plan,
      service,
      source: props.source,
      connectionArn: props.connectionArn,
      foundation,
      test,
      build,
      deployment,
      standby: props.standby && standbyProject(this, { plan, service, foundation, repository, target: props.standby }),
    });
  }

  private deployment({ plan, service, outputs }: ServiceDeliveryProps): Deployment {
    const { compute } = outputs;
    if (compute.runtime === "ecs-fargate") return ecsDeployment(plan, service, compute);
    return new InstanceDeployment(this, "deployment", { plan, service, outputs, group: compute }).deployment;
  }
}
