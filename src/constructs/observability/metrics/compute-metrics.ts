import type { AsgOutputs, EcsOutputs, ServiceOutputs } from "../../core/stack-outputs";
import { type Series, single } from "./metric";

/** What the runtime measures of one service. */
export interface ComputeMetrics {
  /** `tasks` or `instances`. */
  readonly unit: string;
  /** Percent, averaged over tasks or instances. */
  readonly cpu: Series;
  /** Percent; null on instances, where it needs an agent that is not installed. */
  readonly memory: Series | null;
  readonly running: Series;
}

export function computeMetrics({ compute }: ServiceOutputs): ComputeMetrics {
  return compute.runtime === "ecs-fargate" ? ecsMetrics(compute) : groupMetrics(compute);
}

function ecsMetrics({ clusterName, serviceName }: EcsOutputs): ComputeMetrics {
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
  const utilisation = (label: string, name: string) =>
    single(label, { namespace: "AWS/ECS", name, dimensions, statistic: "Average" });
  return {
    unit: "tasks",
    cpu: utilisation("CPU in %", "CPUUtilization"),
    memory: utilisation("memory in %", "MemoryUtilization"),
    running: single("running tasks", {
      namespace: "ECS/ContainerInsights",
      name: "RunningTaskCount",
      dimensions,
      statistic: "Average",
    }),
  };
}

function groupMetrics({ groupName }: AsgOutputs): ComputeMetrics {
  const dimensions = { AutoScalingGroupName: groupName };
  return {
    unit: "instances",
    cpu: single("CPU in %", { namespace: "AWS/EC2", name: "CPUUtilization", dimensions, statistic: "Average" }),
    memory: null,
    running: single("instances in service", {
      namespace: "AWS/AutoScaling",
      name: "GroupInServiceInstances",
      dimensions,
      statistic: "Average",
    }),
  };
}
