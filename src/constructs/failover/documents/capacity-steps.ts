import type { Plan, Service } from "../../../model/plan";
import type { ServiceOutputs, ServicesOutputs } from "../../core/stack-outputs";
import { call } from "../../observability/automation/step";
import { CAPACITY_SCRIPT } from "../scripts/capacity-script";
import { must, patientScript, type RunStep } from "./run";

/** Application Auto Scaling's words for the number of tasks of an ECS service. */
const NAMESPACE = "ecs";
const DIMENSION = "ecs:service:DesiredCount";

/** A service of the recovery region: what it has standing by, and what it must have to serve alone. */
export interface StandbyService {
  /** As the plan has it. */
  readonly full: Service;
  /** As it stands by. */
  readonly standby: Service;
  readonly outputs: ServiceOutputs;
}

export function standbyServices(plan: Plan, there: Plan, { services }: ServicesOutputs): readonly StandbyService[] {
  return plan.services.flatMap((full) => {
    const standby = there.services.find(({ name }) => name === full.name);
    const outputs = services.get(full.name);
    return standby === undefined || outputs === undefined ? [] : [{ full, standby, outputs }];
  });
}

/** Those that have fewer copies standing by than the plan's minimum. */
export function grown(services: readonly StandbyService[]): readonly StandbyService[] {
  return services.filter(({ full, standby }) => full.scaling.min !== standby.scaling.min);
}

/** Bounds and number of copies as the plan has them (`full`), or as they stand by. */
export function scaleSteps(services: readonly StandbyService[], to: "full" | "standby"): readonly RunStep[] {
  return grown(services).flatMap((service) => {
    const { min, max } = service[to].scaling;
    const { compute } = service.outputs;
    const id = service.full.name.replaceAll("-", "_");
    const words = `${service.full.name}: ${min} to ${max} copies`;
    if (compute.runtime === "ec2-asg") {
      return [
        must(
          call(
            { name: `scale_${id}`, description: `${words}.` },
            {
              service: "autoscaling",
              operation: "UpdateAutoScalingGroup",
              parameters: {
                AutoScalingGroupName: compute.groupName,
                MinSize: min,
                MaxSize: max,
                DesiredCapacity: min,
              },
            },
          ),
        ),
      ];
    }
    // A new deployment takes the newest copy of the image. It waits for nothing: the standby replaces copies a few at a
    // time, whatever the plan does at home.
    const renewed = to === "full";
    return [
      must(
        call(
          { name: `bounds_${id}`, description: `${words}, by scaling.` },
          {
            service: "application-autoscaling",
            operation: "RegisterScalableTarget",
            parameters: {
              ServiceNamespace: NAMESPACE,
              ScalableDimension: DIMENSION,
              ResourceId: `service/${compute.clusterName}/${compute.serviceName}`,
              MinCapacity: min,
              MaxCapacity: max,
            },
          },
        ),
      ),
      must(
        call(
          { name: `scale_${id}`, description: `${words}: ${min} now.` },
          {
            service: "ecs",
            operation: "UpdateService",
            parameters: {
              cluster: compute.clusterName,
              service: compute.serviceName,
              desiredCount: min,
              ...(renewed ? { forceNewDeployment: true } : {}),
            },
          },
        ),
      ),
    ];
  });
}

/** Waits until all services have their copies and as many healthy targets. */
export function awaitCapacity(services: readonly StandbyService[], seconds: number): readonly RunStep[] {
  if (services.length === 0) return [];
  const step = patientScript(
    {
      name: "awaitCapacity",
      description: "Wait until every service has its copies and healthy targets.",
      handler: "await_capacity",
      script: CAPACITY_SCRIPT,
      timeoutSeconds: seconds,
    },
    { Services: services.map(watched) },
  );
  return [must(step)];
}

function watched({ full, outputs }: StandbyService) {
  const { compute, targetGroup } = outputs;
  const ecs = compute.runtime === "ecs-fargate";
  return {
    Name: full.name,
    Cluster: ecs ? compute.clusterName : "",
    Resource: ecs ? compute.serviceName : compute.groupName,
    Min: full.scaling.min,
    TargetGroups: targetGroup === null ? [] : [targetGroup.arn],
  };
}
