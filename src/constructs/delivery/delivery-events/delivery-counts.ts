import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { deliveryMetrics } from "./delivery-metrics";
import { deliveryPatterns } from "./delivery-patterns";

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

export interface DeliveryCountsProps {
  readonly plan: Plan;
  readonly service: ServiceOutputs;
  /** Of the log of delivery events. */
  readonly logGroupName: string;
}

/** Counts a service's pipeline runs and deployments in the log of delivery events. */
export class DeliveryCounts extends Construct {
  constructor(scope: Construct, id: string, { plan, service, logGroupName }: DeliveryCountsProps) {
    super(scope, id);
    const metrics = deliveryMetrics(plan, service.name);
    const patterns = deliveryPatterns(plan, service);
    const kinds = ["pipelineSucceeded", "pipelineFailed", "deploymentCompleted", "deploymentFailed"] as const;
    for (const kind of kinds) {
      const { namespace, name } = metrics[kind];
      const filter = new CloudwatchLogMetricFilter(this, name.slice(service.name.length + 1).replaceAll("-", "_"), {
        name: resourceName(plan, [name], FILTER_NAME_MAX_LENGTH),
        logGroupName,
        pattern: patterns[kind],
        metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
      });
      provides(filter, { kind: "service", name: service.name }, "delivery-rate");
    }
  }
}
