import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyConfig,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Capability } from "../../model/capabilities";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import type { StoreOutputs } from "../core/stack-outputs";
import { trackingQueries } from "./metric-query";
import {
  backlogPerWorker,
  type RoutedTargets,
  requestsOverBothGroups,
  requestsResourceLabel,
  scalingQueue,
} from "./scaling-metrics";
import { serviceSubject } from "./service-subject";

const NAMESPACE = "ecs";
const DIMENSION = "ecs:service:DesiredCount";

/** A policy's or scheduled action's name: 256 characters (Application Auto Scaling API reference). */
const POLICY_NAME_MAX_LENGTH = 256;

/** Out at once, in slowly: an idle task costs little beside a queue of waiting customers. */
const SCALE_OUT_COOLDOWN_SECONDS = 60;
const SCALE_IN_COOLDOWN_SECONDS = 300;

/** How long before a forecast peak the tasks start. */
const PREDICTION_BUFFER_SECONDS = 300;

export interface FargateScalingProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly stores: readonly StoreOutputs[];
  readonly targets: RoutedTargets | null;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly ecsService: EcsService;
}

/** How the number of a service's tasks follows its load. */
export class FargateScaling extends Construct {
  private readonly props: FargateScalingProps;
  private readonly target: AppautoscalingTarget;
  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: FargateScalingProps) {
    super(scope, id);
    this.props = props;
    this.resourceId = `service/${props.clusterName}/${props.serviceName}`;
    this.target = this.scalingTarget();
    this.trackCpu();
    this.trackRequests();
    this.trackBacklog();
    this.predict();
    this.schedule();
  }

  private scalingTarget(): AppautoscalingTarget {
    const { plan, service, ecsService } = this.props;
    const { min, max, schedules } = service.scaling;
    const moved = schedules.length > 0 || plan.environment.site === "recovery";
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: NAMESPACE,
      resourceId: this.resourceId,
      scalableDimension: DIMENSION,
      minCapacity: min,
      maxCapacity: max,
      tags: { service: service.name },
      // Schedules set both bounds; an apply between two of them would take capacity away in the middle of a peak. So
      // does a failover in the recovery region.
      ...(moved ? { lifecycle: { ignoreChanges: ["min_capacity", "max_capacity"] } } : {}),
      dependsOn: [ecsService],
    });
    provides(target, serviceSubject(service), "auto-scaling");
    playsRole(target, serviceSubject(service), "scaling-target", {
      resourceId: this.resourceId,
      dimension: DIMENSION,
      namespace: NAMESPACE,
    });
    return target;
  }

  private trackCpu(): void {
    this.track("cpu", {
      targetValue: this.props.service.scaling.targetCpu.percent,
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    });
  }

  private trackRequests(): void {
    const { service, targets } = this.props;
    const { requestsPerTarget } = service.scaling;
    if (requestsPerTarget === null || targets === null) return;
    this.track("requests", { targetValue: requestsPerTarget, ...requestMetric(targets) });
  }

  private trackBacklog(): void {
    const { service, stores, clusterName, serviceName } = this.props;
    const { messagesPerTask } = service.scaling;
    if (messagesPerTask === null) return;
    const queries = backlogPerWorker(scalingQueue(service.name, stores), {
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    });
    this.track("backlog", {
      targetValue: messagesPerTask,
      customizedMetricSpecification: { metrics: trackingQueries(queries) },
    });
  }

  private track(
    signal: string,
    metric: Pick<
      AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
      "targetValue" | "predefinedMetricSpecification" | "customizedMetricSpecification"
    >,
  ): void {
    this.policy(`track_${signal}`, ["track", signal], "auto-scaling", {
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        ...metric,
        scaleOutCooldown: SCALE_OUT_COOLDOWN_SECONDS,
        scaleInCooldown: SCALE_IN_COOLDOWN_SECONDS,
      },
    });
  }

  private predict(): void {
    const { predictive, targetCpu } = this.props.service.scaling;
    if (!predictive) return;
    this.policy("predict_cpu", ["predict", "cpu"], "predictive-scaling", {
      policyType: "PredictiveScaling",
      predictiveScalingPolicyConfiguration: {
        mode: "ForecastAndScale",
        schedulingBufferTime: PREDICTION_BUFFER_SECONDS,
        // The plan's maximum is a budget: a forecast may not go past it.
        maxCapacityBreachBehavior: "HonorMaxCapacity",
        metricSpecification: [
          {
            targetValue: String(targetCpu.percent),
            predefinedMetricPairSpecification: { predefinedMetricType: "ECSServiceCPUUtilization" },
          },
        ],
      },
    });
  }

  private policy(
    id: string,
    words: readonly string[],
    capability: Capability,
    config: Omit<AppautoscalingPolicyConfig, "name" | "serviceNamespace" | "resourceId" | "scalableDimension">,
  ): void {
    const { plan, service } = this.props;
    const policy = new AppautoscalingPolicy(this, id, {
      name: resourceName(plan, [service.name, ...words], POLICY_NAME_MAX_LENGTH),
      serviceNamespace: this.target.serviceNamespace,
      resourceId: this.target.resourceId,
      scalableDimension: this.target.scalableDimension,
      ...config,
    });
    provides(policy, serviceSubject(service), capability);
  }

  private schedule(): void {
    const { plan, service } = this.props;
    for (const { name, cron, timezone, min, max } of service.scaling.schedules) {
      const action = new AppautoscalingScheduledAction(this, `schedule_${name}`, {
        name: resourceName(plan, [service.name, name], POLICY_NAME_MAX_LENGTH),
        serviceNamespace: this.target.serviceNamespace,
        resourceId: this.target.resourceId,
        scalableDimension: this.target.scalableDimension,
        schedule: `cron(${cron})`,
        timezone,
        scalableTargetAction: { minCapacity: String(min), maxCapacity: String(max) },
      });
      provides(action, serviceSubject(service), "scheduled-scaling");
    }
  }
}

function requestMetric(targets: RoutedTargets) {
  const { alternateTargetGroup } = targets;
  if (alternateTargetGroup !== null) {
    const metrics = trackingQueries(requestsOverBothGroups(targets, alternateTargetGroup));
    return { customizedMetricSpecification: { metrics } };
  }
  return {
    predefinedMetricSpecification: {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: requestsResourceLabel(targets),
    },
  };
}
