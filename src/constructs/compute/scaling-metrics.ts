import type { LoadBalancerOutputs, SqsOutputs, StoreOutputs, TargetGroupOutputs } from "../core/stack-outputs";
import type { MetricQuery } from "./metric-query";

/** What scaling needs of a public route. */
export interface RoutedTargets {
  readonly loadBalancer: Pick<LoadBalancerOutputs, "arnSuffix">;
  readonly targetGroup: TargetGroupOutputs;
  readonly alternateTargetGroup: TargetGroupOutputs | null;
}

/** The label by which `ALBRequestCountPerTarget` finds its target group: `app/<name>/<id>/targetgroup/<name>/<id>`. */
export function requestsResourceLabel({ loadBalancer, targetGroup }: RoutedTargets): string {
  return `${loadBalancer.arnSuffix}/${targetGroup.arnSuffix}`;
}

/**
 * Requests per target over both groups of a service that shifts traffic: the predefined metric watches one group and
 * AWS does not support it there. The idle group reports nothing, which counts as none.
 */
export function requestsOverBothGroups(targets: RoutedTargets, alternate: TargetGroupOutputs): readonly MetricQuery[] {
  const requests = (id: "primary" | "alternate", group: TargetGroupOutputs): MetricQuery => ({
    id,
    label: `Requests per target, ${id} group`,
    namespace: "AWS/ApplicationELB",
    metricName: "RequestCountPerTarget",
    dimensions: { LoadBalancer: targets.loadBalancer.arnSuffix, TargetGroup: group.arnSuffix },
    stat: "Sum",
    returned: false,
  });
  return [
    requests("primary", targets.targetGroup),
    requests("alternate", alternate),
    {
      id: "requests",
      label: "Requests per target",
      expression: "FILL(primary, 0) + FILL(alternate, 0)",
      returned: true,
    },
  ];
}

/** Messages waiting in a queue for each worker that runs. With none running, the whole backlog is one worker's. */
export function backlogPerWorker(
  queue: SqsOutputs,
  workers: Pick<Extract<MetricQuery, { metricName: string }>, "namespace" | "metricName" | "dimensions">,
): readonly MetricQuery[] {
  return [
    {
      id: "waiting",
      label: "Messages waiting",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.queueName },
      stat: "Average",
      returned: false,
    },
    { id: "workers", label: "Workers", ...workers, stat: "Average", returned: false },
    {
      id: "backlog",
      label: "Messages waiting per worker",
      expression: "IF(FILL(workers, 0) > 0, waiting / workers, waiting)",
      returned: true,
    },
  ];
}

/** The queue that a service scales on: the only one it uses. */
export function scalingQueue(service: string, stores: readonly StoreOutputs[]): SqsOutputs {
  const queues = stores.filter((store): store is SqsOutputs => store.engine === "sqs");
  const [queue] = queues;
  if (queue === undefined || queues.length > 1) {
    throw new Error(`service ${service} scales on messages and uses ${queues.length} queues instead of one`);
  }
  return queue;
}
