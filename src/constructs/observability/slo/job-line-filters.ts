import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Slo } from "../../../model/slo";
import { resourceName } from "../../core/names";
import type { ServiceContext } from "../service-context";
import { JOB_OUTCOMES, jobLineMetrics } from "./job-line-metrics";

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

/** The filters that count a job's runs by lines of the log; none for an SLO that counts something else. */
export function jobLineFilters(scope: Construct, { plan, service, outputs }: ServiceContext, slo: Slo): void {
  const { job } = slo;
  if (job === null || job.kind !== "log-lines") return;
  const metrics = jobLineMetrics(plan, service.name, slo.name);
  for (const outcome of JOB_OUTCOMES) {
    const { namespace, name } = metrics[outcome];
    const filter = new CloudwatchLogMetricFilter(scope, `runs_${outcome}`, {
      name: resourceName(plan, [service.name, slo.name, outcome], FILTER_NAME_MAX_LENGTH),
      logGroupName: outputs.logGroupName,
      pattern: job[outcome],
      metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
    });
    provides(filter, { kind: "service", name: service.name }, "log-metric");
  }
}
