import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { formatPercentage } from "../../model/units/percentage";
import { alarmName, planAlarm } from "../core/alarm";
import type { TargetGroupOutputs } from "../core/stack-outputs";
import type { IndicatorSources } from "../observability/slo/slo-indicator";
import { alarmQueries, type MetricQuery } from "./metric-query";
import { objectiveAlarms } from "./objective-alarms";
import type { RoutedTargets } from "./scaling-metrics";
import { serviceSubject } from "./service-subject";

const PERIOD_SECONDS = 60;

/**
 * Failed requests in a minute below which the share is not looked at, so that a stray failure in a quiet minute does
 * not undo a deployment. Chosen here: one failure is above 1 % in every minute of fewer than 100 requests; five in two
 * minutes of three are no accident.
 */
const MINIMUM_FAILURES = 5;

/** Where a service without a load balancer reports how many workers it should have and how many it has. */
export interface WorkerMetrics {
  readonly cpu: MetricSource;
  readonly desired: MetricSource;
  readonly running: MetricSource;
}

export type MetricSource = Pick<
  Extract<MetricQuery, { metricName: string }>,
  "namespace" | "metricName" | "dimensions"
>;

export interface DeploymentAlarmsProps {
  readonly plan: Plan;
  readonly service: Service;
  /** null for a service that the load balancer does not reach. */
  readonly targets: RoutedTargets | null;
  readonly workers: WorkerMetrics;
  /** What the service's objectives are measured by; its own alarms are not among it yet. */
  readonly sources: Omit<IndicatorSources, "plan" | "service">;
}

interface AlarmSpec {
  readonly name: string;
  readonly condition: string;
  readonly queries: readonly MetricQuery[];
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/**
 * Alarms that stop and roll back a deployment: those of the service's objectives, and beside them what no objective sees.
 * They notify nobody: the service's own alarms do.
 *
 * @returns their names
 */
export function deploymentAlarms(scope: Construct, props: DeploymentAlarmsProps): readonly string[] {
  const { plan, service, sources } = props;
  return [...objectiveAlarms(scope, { ...sources, plan, service }), ...plainAlarms(scope, props)];
}

function plainAlarms(scope: Construct, props: DeploymentAlarmsProps): readonly string[] {
  const { plan, service, targets } = props;
  const specs = targets === null ? workerAlarms(props) : requestAlarms(props, targets);
  return specs.map((spec) => {
    planAlarm(scope, spec.name.replaceAll("-", "_"), {
      plan,
      subject: serviceSubject(service),
      name: spec.name,
      severity: "high",
      runbook: "deployment-failure",
      condition: spec.condition,
      signal: null,
      capabilities: ["deployment-alarm"],
      ticket: null,
      topics: [],
      metric: {
        comparisonOperator: "GreaterThanThreshold",
        threshold: spec.threshold,
        evaluationPeriods: spec.evaluationPeriods,
        datapointsToAlarm: spec.datapointsToAlarm,
        treatMissingData: "notBreaching",
        metricQuery: alarmQueries(spec.queries, PERIOD_SECONDS),
      },
    });
    return alarmName(plan, serviceSubject(service), spec.name);
  });
}

function requestAlarms({ plan, service }: DeploymentAlarmsProps, targets: RoutedTargets): readonly AlarmSpec[] {
  const { errorRate } = plan.observability.thresholds;
  const groups = groupsOf(targets);
  const hasObjective = service.slos.some(({ sli }) => sli === "http-success");
  const errors: AlarmSpec = {
    name: "deployment-errors",
    condition: `failed requests above ${formatPercentage(errorRate)} in 2 of 3 minutes during a deployment`,
    queries: failureShares(targets, groups),
    threshold: errorRate.percent,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  };
  return [
    // An objective on failed requests says it better.
    ...(hasObjective ? [] : [errors]),
    {
      name: "deployment-unhealthy",
      condition: "targets failing their health check in 3 of 5 minutes during a deployment",
      queries: [
        ...groups.map((group) => targetMetric(targets, group, "unhealthy", "UnHealthyHostCount", "Maximum")),
        {
          id: "unhealthy",
          label: "Unhealthy targets",
          expression: groups.map(({ id }) => `FILL(${id}_unhealthy, 0)`).join(" + "),
          returned: true,
        },
      ],
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
  ];
}

function workerAlarms({ plan, workers }: DeploymentAlarmsProps): readonly AlarmSpec[] {
  const { cpu } = plan.observability.thresholds;
  return [
    {
      name: "deployment-cpu",
      condition: `CPU above ${formatPercentage(cpu)} for 10 minutes during a deployment`,
      queries: [{ id: "cpu", label: "CPU", ...workers.cpu, stat: "Average", returned: true }],
      threshold: cpu.percent,
      evaluationPeriods: 10,
      datapointsToAlarm: 10,
    },
    {
      name: "deployment-shortfall",
      // Longer than a task or instance takes to start, so that scaling out is not taken for failing.
      condition: "fewer running than wanted for 10 minutes during a deployment",
      queries: [
        { id: "desired", label: "Wanted", ...workers.desired, stat: "Average", returned: false },
        { id: "running", label: "Running", ...workers.running, stat: "Average", returned: false },
        { id: "missing", label: "Missing", expression: "desired - FILL(running, 0)", returned: true },
      ],
      threshold: 0,
      evaluationPeriods: 10,
      datapointsToAlarm: 10,
    },
  ];
}

interface Group {
  readonly id: "primary" | "alternate";
  readonly outputs: TargetGroupOutputs;
}

function groupsOf({ targetGroup, alternateTargetGroup }: RoutedTargets): readonly Group[] {
  const primary: Group = { id: "primary", outputs: targetGroup };
  return alternateTargetGroup === null ? [primary] : [primary, { id: "alternate", outputs: alternateTargetGroup }];
}

/** The worst of the groups: over both together, a canary of 10 % that fails throughout would read as 10 %. */
function failureShares(targets: RoutedTargets, groups: readonly Group[]): readonly MetricQuery[] {
  const alone = groups.length === 1;
  const shares = groups.flatMap((group) => failureShare(targets, group, alone));
  if (alone) return shares;
  const expression = `MAX([${groups.map(({ id }) => `${id}_share`).join(", ")}])`;
  return [...shares, { id: "share", label: "Failed requests, %", expression, returned: true }];
}

/** Failures are 5xx answers and connections that the target refused. Neither metric exists in a minute without any. */
function failureShare(targets: RoutedTargets, group: Group, returned: boolean): readonly MetricQuery[] {
  const { id } = group;
  const failures = `(FILL(${id}_errors, 0) + FILL(${id}_refused, 0))`;
  return [
    targetMetric(targets, group, "errors", "HTTPCode_Target_5XX_Count", "Sum"),
    targetMetric(targets, group, "refused", "TargetConnectionErrorCount", "Sum"),
    targetMetric(targets, group, "requests", "RequestCount", "Sum"),
    {
      id: `${id}_share`,
      label: `Failed requests, ${id} group, %`,
      expression: `IF(${failures} >= ${MINIMUM_FAILURES}, 100 * ${failures} / ${id}_requests, 0)`,
      returned,
    },
  ];
}

function targetMetric(
  { loadBalancer }: RoutedTargets,
  { id, outputs }: Group,
  what: string,
  metricName: string,
  stat: "Maximum" | "Sum",
): MetricQuery {
  return {
    id: `${id}_${what}`,
    label: `${metricName}, ${id} group`,
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { LoadBalancer: loadBalancer.arnSuffix, TargetGroup: outputs.arnSuffix },
    stat,
    returned: false,
  };
}
