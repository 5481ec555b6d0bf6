import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import {
  AutoscalingPolicy,
  type AutoscalingPolicyConfig,
  type AutoscalingPolicyTargetTrackingConfiguration,
} from "@cdktf/provider-aws/lib/autoscaling-policy";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Capability } from "../../model/capabilities";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import type { StoreOutputs } from "../core/stack-outputs";
import { trackingQueries } from "./metric-query";
import { backlogPerWorker, type RoutedTargets, requestsResourceLabel, scalingQueue } from "./scaling-metrics";
import { serviceSubject } from "./service-subject";
import { unixCron } from "./unix-cron";

/** A policy's or scheduled action's name: 255 characters (EC2 Auto Scaling API reference). */
const POLICY_NAME_MAX_LENGTH = 255;

/** How long before a forecast peak the instances start: they take longer than a task. */
const PREDICTION_BUFFER_SECONDS = 600;

/** Leaves the group's own number as it is (EC2 Auto Scaling: Terraform's word for "unchanged"). */
const UNCHANGED = -1;

export interface InstanceScalingProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly stores: readonly StoreOutputs[];
  readonly targets: RoutedTargets | null;
  readonly group: AutoscalingGroup;
  /** The group's name as a literal. */
  readonly groupName: string;
}

/** How the number of a service's instances follows its load. */
export class InstanceScaling extends Construct {
  private readonly props: InstanceScalingProps;

  constructor(scope: Construct, id: string, props: InstanceScalingProps) {
    super(scope, id);
    this.props = props;
    this.trackCpu();
    this.trackRequests();
    this.trackBacklog();
    this.predict();
    this.schedule();
  }

  private trackCpu(): void {
    this.track("cpu", {
      targetValue: this.props.service.scaling.targetCpu.percent,
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    });
  }

  private trackRequests(): void {
    const { service, targets } = this.props;
    const { requestsPerTarget } = service.scaling;
    if (requestsPerTarget === null || targets === null) return;
    this.track("requests", {
      targetValue: requestsPerTarget,
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: requestsResourceLabel(targets),
      },
    });
  }

  private trackBacklog(): void {
    const { service, stores, groupName } = this.props;
    const { messagesPerTask } = service.scaling;
    if (messagesPerTask === null) return;
    const queries = backlogPerWorker(scalingQueue(service.name, stores), {
      namespace: "AWS/AutoScaling",
      metricName: "GroupInServiceInstances",
      dimensions: { AutoScalingGroupName: groupName },
    });
    this.track("backlog", {
      targetValue: messagesPerTask,
      customizedMetricSpecification: { metrics: trackingQueries(queries) },
    });
  }

  private track(signal: string, targetTrackingConfiguration: AutoscalingPolicyTargetTrackingConfiguration): void {
    this.policy(`track_${signal}`, ["track", signal], "auto-scaling", {
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration,
    });
  }

  private predict(): void {
    const { predictive, targetCpu } = this.props.service.scaling;
    if (!predictive) return;
    this.policy("predict_cpu", ["predict", "cpu"], "predictive-scaling", {
      policyType: "PredictiveScaling",
      predictiveScalingConfiguration: {
        mode: "ForecastAndScale",
        schedulingBufferTime: String(PREDICTION_BUFFER_SECONDS),
        // The plan's maximum is a budget: a forecast may not go past it.
        maxCapacityBreachBehavior: "HonorMaxCapacity",
        metricSpecification: {
          targetValue: targetCpu.percent,
          predefinedMetricPairSpecification: { predefinedMetricType: "ASGCPUUtilization" },
        },
      },
    });
  }

  private policy(
    id: string,
    words: readonly string[],
    capability: Capability,
    config: Omit<AutoscalingPolicyConfig, "name" | "autoscalingGroupName">,
  ): void {
    const { plan, service, group } = this.props;
    const policy = new AutoscalingPolicy(this, id, {
      name: resourceName(plan, [service.name, ...words], POLICY_NAME_MAX_LENGTH),
      autoscalingGroupName: group.name,
      ...config,
    });
    provides(policy, serviceSubject(service), capability);
  }

  private schedule(): void {
    const { plan, service, group } = this.props;
    for (const { name, cron, timezone, min, max } of service.scaling.schedules) {
      const schedule = new AutoscalingSchedule(this, `schedule_${name}`, {
        scheduledActionName: resourceName(plan, [service.name, name], POLICY_NAME_MAX_LENGTH),
        autoscalingGroupName: group.name,
        recurrence: unixCron(cron),
        timeZone: timezone,
        minSize: min,
        maxSize: max,
        desiredCapacity: UNCHANGED,
      });
      provides(schedule, serviceSubject(service), "scheduled-scaling");
    }
  }
}
