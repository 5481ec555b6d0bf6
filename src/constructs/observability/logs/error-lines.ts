import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { type Series, single } from "../metrics/metric";
import type { ServiceContext } from "../service-context";

/** CloudWatch Logs' limit on a metric filter's name. */
const FILTER_NAME_MAX_LENGTH = 512;

/**
 * Lines that report an error, each counted once: the usual words of text logs, and the usual levels of JSON logs.
 * Terms are matched by case, so `errors: 0` does not count.
 */
const ERROR_PATTERN = [
  "?ERROR",
  "?FATAL",
  "?Exception",
  '?"\\"level\\":\\"error\\""',
  '?"\\"level\\": \\"error\\""',
  '?"\\"level\\":\\"fatal\\""',
  '?"\\"level\\": \\"fatal\\""',
  '?"\\"level\\":50"',
  '?"\\"level\\":60"',
].join(" ");

/** Error lines of a service's logs. */
export function errorLines(plan: Plan, service: string): Series {
  return single("error lines in the log", {
    namespace: metricNamespace(plan),
    name: `${service}-error-lines`,
    dimensions: {},
    statistic: "Sum",
  });
}

/** Counts the error lines of a service's log group. */
export function errorLineFilter(scope: Construct, { plan, service, outputs }: ServiceContext): void {
  const [metric] = Object.values(errorLines(plan, service.name).metrics);
  if (metric === undefined) throw new Error("the series of error lines has no metric");
  const filter = new CloudwatchLogMetricFilter(scope, "error_lines", {
    name: resourceName(plan, [service.name, "error-lines"], FILTER_NAME_MAX_LENGTH),
    logGroupName: outputs.logGroupName,
    pattern: ERROR_PATTERN,
    metricTransformation: { namespace: metric.namespace, name: metric.name, value: "1", defaultValue: "0" },
  });
  provides(filter, { kind: "service", name: service.name }, "log-metric");
}
