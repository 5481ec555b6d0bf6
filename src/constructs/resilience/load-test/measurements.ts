import type { ReportSettings } from "../../../model/load-test/report-script";
import type { Plan, Service } from "../../../model/plan";
import type { ServiceOutputs, ServicesOutputs } from "../../core/stack-outputs";

/** One query of GetMetricData. */
interface MetricQuery {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: "Average" | "Sum";
  };
}

export interface Measurements {
  readonly queries: readonly MetricQuery[];
  readonly settings: ReportSettings;
}

type What = keyof ReportSettings["services"][number]["metrics"];

/** What CloudWatch is asked for once a load was held: requests, their time, CPU and copies, by the minute. */
export function measurements(
  tested: readonly Service[],
  { services, loadBalancer }: Pick<ServicesOutputs, "services" | "loadBalancer">,
): Measurements {
  const measured = tested.map((service) => {
    const outputs = services.get(service.name);
    return { service, queries: outputs === undefined ? [] : ofService(outputs, loadBalancer) };
  });
  return {
    queries: measured.flatMap(({ queries }) => queries.map(({ query }) => query)),
    settings: {
      services: measured.map(({ service, queries }) => ({
        name: service.name,
        targetCpu: service.scaling.targetCpu.percent,
        metrics: {
          requests: idsOf(queries, "requests"),
          response: idsOf(queries, "response"),
          cpu: idsOf(queries, "cpu"),
          copies: idsOf(queries, "copies"),
        },
      })),
    },
  };
}

interface Asked {
  readonly what: What;
  readonly query: MetricQuery;
}

function idsOf(asked: readonly Asked[], what: What): readonly string[] {
  return asked.filter((one) => one.what === what).map(({ query }) => query.Id);
}

function ofService(outputs: ServiceOutputs, loadBalancer: ServicesOutputs["loadBalancer"]): readonly Asked[] {
  const { compute, targetGroup, alternateTargetGroup } = outputs;
  const ask = (what: What, stat: "Average" | "Sum", metric: readonly [string, string], dimensions: Dimensions) => ({
    what,
    query: query(`${what}_${id(outputs.name)}`, stat, metric, dimensions),
  });
  // The second group of a blue/green service: either may be the one that serves.
  const atGroups =
    loadBalancer === null
      ? []
      : [targetGroup, alternateTargetGroup].flatMap((group, number) =>
          group === null ? [] : atGroup(outputs.name, number, loadBalancer.arnSuffix, group.arnSuffix),
        );
  if (compute.runtime === "ecs-fargate") {
    const dimensions = { ClusterName: compute.clusterName, ServiceName: compute.serviceName };
    return [
      ...atGroups,
      ask("cpu", "Average", ["AWS/ECS", "CPUUtilization"], dimensions),
      ask("copies", "Average", ["ECS/ContainerInsights", "RunningTaskCount"], dimensions),
    ];
  }
  const dimensions = { AutoScalingGroupName: compute.groupName };
  return [
    ...atGroups,
    ask("cpu", "Average", ["AWS/EC2", "CPUUtilization"], dimensions),
    ask("copies", "Average", ["AWS/AutoScaling", "GroupInServiceInstances"], dimensions),
  ];
}

function atGroup(service: string, number: number, LoadBalancer: string, TargetGroup: string): readonly Asked[] {
  const name = `${id(service)}_${number + 1}`;
  const dimensions = { LoadBalancer, TargetGroup };
  return [
    { what: "requests", query: query(`requests_${name}`, "Sum", ["AWS/ApplicationELB", "RequestCount"], dimensions) },
    {
      what: "response",
      query: query(`response_${name}`, "Average", ["AWS/ApplicationELB", "TargetResponseTime"], dimensions),
    },
  ];
}

type Dimensions = Readonly<Record<string, string>>;

function query(
  Id: string,
  Stat: "Average" | "Sum",
  [Namespace, MetricName]: readonly [string, string],
  dimensions: Dimensions,
): MetricQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat } };
}

/** Ids take letters, digits and `_` (GetMetricData); names of a plan hold no `_`. */
function id(name: string): string {
  return name.replaceAll("-", "_");
}

/** Services that the plan tests, in its order. */
export function testedServices({ services, resilience }: Plan): readonly Service[] {
  const tested = resilience.loadTest === null ? [] : resilience.loadTest.services;
  return services.filter(({ name }) => tested.includes(name));
}
