import type { Plan, Service } from "../../../model/plan";
import { isOnlyRoutedService } from "../../../model/routed-services";
import type { EventMetric, Slo } from "../../../model/slo";
import { planArn } from "../../core/names";
import type { LoadBalancerOutputs, ServiceOutputs, StoreOutputs } from "../../core/stack-outputs";
import { combined, keyed, type Metric } from "../metrics/metric";
import { sqsMetrics } from "../metrics/sqs-metrics";
import { canaryName } from "./canary-name";
import type { EventIndicator, Indicator } from "./indicator";
import { jobLineMetrics } from "./job-line-metrics";

/** Where the parts stand that an indicator reads. */
export interface IndicatorSources {
  readonly plan: Plan;
  readonly service: Service;
  readonly outputs: ServiceOutputs;
  readonly loadBalancer: LoadBalancerOutputs | null;
  readonly distributionId: string | null;
  readonly stores: readonly StoreOutputs[];
  /** Whether what the load balancer refuses by itself is left out, which is no one target group's. */
  readonly targetsAlone?: boolean;
}

/** null where nothing generated measures it: no public endpoint in this environment. */
export function sloIndicator(sources: IndicatorSources, slo: Slo): Indicator | null {
  switch (slo.sli) {
    case "http-success":
      return slo.source === "cdn" ? cdnSuccess(sources) : loadBalancerSuccess(sources);
    case "http-latency":
      return slo.source === "cdn" ? cdnLatency(sources, slo) : loadBalancerLatency(sources, slo);
    case "queue-age":
      return queueAge(sources, slo);
    case "job-success":
      return jobSuccess(sources, slo);
    case "canary-availability":
      return sources.plan.edge.hasPublicEndpoint ? canarySuccess(sources, slo) : null;
    case "custom":
      return custom(slo);
  }
}

/** The metrics of each target group: a blue/green service moves between two, and either may be the one that serves. */
function groupMetrics({ outputs, loadBalancer }: IndicatorSources) {
  const groups = [outputs.targetGroup, outputs.alternateTargetGroup].filter((group) => group !== null);
  if (loadBalancer === null || groups.length === 0) return null;
  return {
    loadBalancer: loadBalancer.arnSuffix,
    read: (name: string, statistic: string): readonly Metric[] =>
      groups.map(({ arnSuffix }) => ({
        namespace: "AWS/ApplicationELB",
        name,
        dimensions: { TargetGroup: arnSuffix, LoadBalancer: loadBalancer.arnSuffix },
        statistic,
      })),
  };
}

/**
 * Failed are answers with a 5xx and requests that found no connection to a target. What the load balancer refuses by
 * itself (no target left, or none that answers in time) it counts for all services together; where it serves only
 * this one, that count is used, and an outage without a single target is seen.
 */
function loadBalancerSuccess(sources: IndicatorSources): EventIndicator | null {
  const groups = groupMetrics(sources);
  if (groups === null) return null;
  const requests = groups.read("RequestCount", "Sum");
  const answers = groups.read("HTTPCode_Target_5XX_Count", "Sum");
  if (sources.targetsAlone !== true && isOnlyRoutedService(sources.plan, sources.service)) {
    const refused: Metric = {
      namespace: "AWS/ApplicationELB",
      name: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: groups.loadBalancer },
      statistic: "Sum",
    };
    const failures = [...answers, refused];
    const bad: EventIndicator["bad"] = (id) => combined("SUM", "bad", failures.length, id);
    return {
      kind: "events",
      metrics: { ...keyed("all", requests), ...keyed("bad", failures) },
      bad,
      // Requests that reach no target are not among a target group's.
      total: (id) => `MAX([${combined("SUM", "all", requests.length, id)},${bad(id)}])`,
    };
  }
  const failures = [...answers, ...groups.read("TargetConnectionErrorCount", "Sum")];
  return {
    kind: "events",
    metrics: { ...keyed("all", requests), ...keyed("bad", failures) },
    bad: (id) => combined("SUM", "bad", failures.length, id),
    total: (id) => combined("SUM", "all", requests.length, id),
  };
}

/**
 * Percentile rank: the percentage of answers at most as slow as the threshold (CloudWatch user guide, "Statistics
 * definitions"). A period without any answer has none, and nothing was slow.
 */
function loadBalancerLatency(sources: IndicatorSources, slo: Slo): EventIndicator | null {
  const groups = groupMetrics(sources);
  if (groups === null) return null;
  const requests = groups.read("RequestCount", "Sum");
  const ranks = groups.read("TargetResponseTime", `PR(:${thresholdOf(slo) / 1000})`);
  const slow: EventIndicator["bad"] = (id) => {
    const parts = requests.map((_, index) => slowShare(id(`all${index}`), id(`rank${index}`)));
    return parts.length === 1 ? parts.join() : `SUM([${parts.join(",")}])`;
  };
  return {
    kind: "events",
    metrics: { ...keyed("all", requests), ...keyed("rank", ranks) },
    bad: slow,
    total: (id) => combined("SUM", "all", requests.length, id),
  };
}

function slowShare(requests: string, rank: string): string {
  return `FILL(${requests},0) * (1 - FILL(${rank},100) / 100)`;
}

function cdnMetric(distributionId: string, name: string, statistic: string): Metric {
  const dimensions = { DistributionId: distributionId, Region: "Global" };
  return { namespace: "AWS/CloudFront", name, dimensions, statistic };
}

function cdnSuccess({ distributionId }: IndicatorSources): EventIndicator | null {
  if (distributionId === null) return null;
  return {
    kind: "events",
    metrics: {
      all: cdnMetric(distributionId, "Requests", "Sum"),
      rate: cdnMetric(distributionId, "5xxErrorRate", "Average"),
    },
    bad: (id) => `FILL(${id("all")},0) * FILL(${id("rate")},0) / 100`,
    total: (id) => `FILL(${id("all")},0)`,
  };
}

/** Answers of the origin: what CloudFront has cached it serves at once. */
function cdnLatency({ distributionId }: IndicatorSources, slo: Slo): EventIndicator | null {
  if (distributionId === null) return null;
  return {
    kind: "events",
    metrics: {
      all: cdnMetric(distributionId, "Requests", "Sum"),
      rank: cdnMetric(distributionId, "OriginLatency", `PR(:${thresholdOf(slo)})`),
    },
    bad: (id) => slowShare(id("all"), id("rank")),
    total: (id) => `FILL(${id("all")},0)`,
  };
}

function queueAge({ stores }: IndicatorSources, slo: Slo): Indicator {
  const store = stores.find(({ name }) => name === slo.store);
  if (store?.engine !== "sqs") throw new Error(`the checks let SLO ${slo.name} watch ${slo.store}`);
  const [metric] = Object.values(sqsMetrics(store).oldestMessage.metrics);
  if (metric === undefined) throw new Error("the series of the oldest message has no metric");
  return { kind: "minutes", metric, bound: thresholdOf(slo) / 1000 };
}

/** Executions that a person aborts are neither good nor bad. */
function jobSuccess({ plan, service }: IndicatorSources, slo: Slo): EventIndicator {
  const { job } = slo;
  if (job === null) throw new Error(`the checks let SLO ${slo.name} pass without its job`);
  const outcomes = (bad: readonly Metric[], good: Metric): EventIndicator => ({
    kind: "events",
    metrics: { ...keyed("bad", bad), ...keyed("good", [good]) },
    bad: (id) => combined("SUM", "bad", bad.length, id),
    total: (id) => `(${combined("SUM", "bad", bad.length, id)} + FILL(${id("good0")},0))`,
  });
  if (job.kind === "log-lines") {
    const { succeeded, failed } = jobLineMetrics(plan, service.name, slo.name);
    return outcomes([failed], succeeded);
  }
  const read = (name: string): Metric => ({
    namespace: "AWS/States",
    name,
    dimensions: { StateMachineArn: planArn(plan, "states", `stateMachine:${job.name}`) },
    statistic: "Sum",
  });
  return outcomes([read("ExecutionsFailed"), read("ExecutionsTimedOut")], read("ExecutionsSucceeded"));
}

/** Each run reports 100 or 0. */
function canarySuccess({ plan, service }: IndicatorSources, slo: Slo): EventIndicator {
  const read = (statistic: string): Metric => ({
    namespace: "CloudWatchSynthetics",
    name: "SuccessPercent",
    dimensions: { CanaryName: canaryName(plan, service.name, slo.name) },
    statistic,
  });
  return {
    kind: "events",
    metrics: { runs: read("SampleCount"), good: read("Sum") },
    bad: (id) => `(FILL(${id("runs")},0) - FILL(${id("good")},0) / 100)`,
    total: (id) => `FILL(${id("runs")},0)`,
  };
}

function custom({ name, metrics }: Slo): EventIndicator {
  if (metrics === null) throw new Error(`the checks let SLO ${name} pass without its metrics`);
  const { good, bad, total } = metrics;
  const sum = (metric: EventMetric): Metric => ({ ...metric, statistic: "Sum" });
  if (bad !== null) {
    return {
      kind: "events",
      metrics: { all: sum(total), bad: sum(bad) },
      bad: (id) => `FILL(${id("bad")},0)`,
      total: (id) => `FILL(${id("all")},0)`,
    };
  }
  if (good === null) throw new Error(`the checks let SLO ${name} pass without good or bad events`);
  return {
    kind: "events",
    metrics: { all: sum(total), good: sum(good) },
    bad: (id) => `(FILL(${id("all")},0) - FILL(${id("good")},0))`,
    total: (id) => `FILL(${id("all")},0)`,
  };
}

function thresholdOf({ name, thresholdMilliseconds }: Slo): number {
  if (thresholdMilliseconds === null) throw new Error(`the checks let SLO ${name} pass without its threshold`);
  return thresholdMilliseconds;
}
