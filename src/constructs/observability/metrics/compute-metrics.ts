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
  /**
   * Bytes that its requests bring or its answers take, where no load balancer counts the requests: what Service Connect
   * passes in, or what instances send.
   */
  readonly exchanged: Series;
}

export function computeMetrics({ name, compute }: ServiceOutputs): ComputeMetrics {
  return compute.runtime === "ecs-fargate" ? ecsMetrics(name, compute) : groupMetrics(compute);
}

/** A service's own name is what it is called by in Service Connect. */
function ecsMetrics(discoveryName: string, { clusterName, serviceName }: EcsOutputs): ComputeMetrics {
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
    exchanged: single("bytes in", {
      namespace: "AWS/ECS",
      name: "ProcessedBytes",
      dimensions: { DiscoveryName: discoveryName, ...dimensions },
      statistic: "Sum",
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
    exchanged: single("bytes out", { namespace: "AWS/EC2", name: "NetworkOut", dimensions, statistic: "Sum" }),
  };
}
