import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { PIPELINE_METRICS } from "./delivery-metrics";
import { PIPELINE_PATTERNS } from "./delivery-patterns";

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

export interface DeliveryCountsProps {
  readonly plan: Plan;
  /** Of the log of delivery events. */
  readonly logGroupName: string;
  readonly subject: Subject;
}

/** Counts pipeline runs in the log of delivery events: one filter for all pipelines of each kind. */
export class DeliveryCounts extends Construct {
  constructor(scope: Construct, id: string, { plan, logGroupName, subject }: DeliveryCountsProps) {
    super(scope, id);
    const namespace = metricNamespace(plan);
    for (const kind of ["pipelineSucceeded", "pipelineFailed"] as const) {
      const name = PIPELINE_METRICS[kind];
      const filter = new CloudwatchLogMetricFilter(this, name.replaceAll("-", "_"), {
        name: resourceName(plan, [name], FILTER_NAME_MAX_LENGTH),
        logGroupName,
        pattern: PIPELINE_PATTERNS[kind],
        metricTransformation: { namespace, name, value: "1", dimensions: { Pipeline: "$.detail.pipeline" } },
      });
      provides(filter, subject, "delivery-rate");
    }
  }
}
