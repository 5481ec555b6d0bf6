import { latencyObjective } from "../alarms/latency-objective";
import type { RequestMetrics } from "../metrics/request-metrics";
import { isCalledByServices, type ServiceContext } from "../service-context";
import { graph } from "./graph";
import type { MetricWidget } from "./widget";

/** Latency, traffic, errors and saturation of a service, then its tasks or instances against their bounds. */
export function serviceGraphs(context: ServiceContext): readonly MetricWidget[] {
  const { requests } = context;
  const traffic = requests === null ? bytesGraph(context) : requestGraphs(context, requests);
  return [...traffic, saturationGraph(context), scalingGraph(context)];
}

function bytesGraph(context: ServiceContext): readonly MetricWidget[] {
  if (!isCalledByServices(context)) return [];
  const { plan, service, compute } = context;
  return [graph({ title: `${service.name}: bytes`, region: plan.environment.region, series: [compute.exchanged] })];
}

function requestGraphs({ plan, service }: ServiceContext, requests: RequestMetrics): readonly MetricWidget[] {
  const { region } = plan.environment;
  const { name } = service;
  const objective = latencyObjective(plan, service);
  return [
    graph({ title: `${name}: requests`, region, series: [requests.requests] }),
    graph({
      title: `${name}: errors`,
      region,
      series: [requests.errors, requests.errorRate, requests.unhealthyTargets],
      limits: [{ label: "alarm (share in %)", value: plan.observability.thresholds.errorRate.percent }],
    }),
    graph({
      title: `${name}: latency in s`,
      region,
      series: ["p50", "p95", "p99"].map((statistic) => requests.latency(statistic)),
      limits: [{ label: `objective (${objective.statistic})`, value: objective.seconds }],
    }),
  ];
}

function saturationGraph({ plan, service, compute }: ServiceContext): MetricWidget {
  return graph({
    title: `${service.name}: saturation`,
    region: plan.environment.region,
    series: compute.memory === null ? [compute.cpu] : [compute.cpu, compute.memory],
    limits: [{ label: "alarm (CPU)", value: plan.observability.thresholds.cpu.percent }],
  });
}

function scalingGraph({ plan, service, compute }: ServiceContext): MetricWidget {
  return graph({
    title: `${service.name}: ${compute.unit}`,
    region: plan.environment.region,
    series: [compute.running],
    limits: [
      { label: "min", value: service.scaling.min },
      { label: "max", value: service.scaling.max },
    ],
  });
}
