import type { HandlesOf } from "../../evidence/evidence";
import { type AwsOptions, aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import type { ServiceOperations } from "./service-operations";
import { variable } from "./shell";

/** Commands for a service on an Auto Scaling group of EC2 instances. */
export function autoScalingGroupOperations(
  { group }: HandlesOf<"auto-scaling-group">,
  region: string,
): ServiceOperations {
  const named = { "auto-scaling-group-name": group };
  const describe = (query: string) =>
    aws("autoscaling describe-auto-scaling-groups", { "auto-scaling-group-names": group, query }, region);
  const activities = (query: string, options: AwsOptions = {}) =>
    aws("autoscaling describe-scaling-activities", { ...named, "max-items": 20, query, ...options }, region);
  const update = (options: AwsOptions) =>
    aws("autoscaling update-auto-scaling-group", { ...named, ...options }, region);
  return {
    words: `Auto Scaling group ${group}`,
    status: describe(
      "AutoScalingGroups[0].{min:MinSize,desired:DesiredCapacity,max:MaxSize,instances:Instances[].[InstanceId,LifecycleState,HealthStatus,AvailabilityZone]}",
    ),
    events: activities("Activities[].[StartTime,StatusCode,Description]"),
    failures: activities("Activities[?StatusCode!='Successful'].[StartTime,StatusCode,StatusMessage,Cause]"),
    load: lastHourOf({
      namespace: "AWS/EC2",
      name: "CPUUtilization",
      dimensions: [dimension("AutoScalingGroupName", group)],
      statistic: "Maximum",
      region,
    }),
    shell: shellOnInstance(group, region),
    restart: aws("autoscaling start-instance-refresh", { ...named, preferences: "MinHealthyPercentage=90" }, region),
    scalingPolicies: aws("autoscaling describe-policies", named, region),
    scheduledActions: aws("autoscaling describe-scheduled-actions", named, region),
    setRange: (min, max) => update({ "min-size": min, "max-size": max }),
    setCount: (count) => aws("autoscaling set-desired-capacity", { ...named, "desired-capacity": count }, region),
  };
}

/** One instance that is out of order goes, and the group starts another. */
export function replaceInstance(group: string, region: string): string {
  return [
    awsInto(
      "INSTANCE",
      "autoscaling describe-auto-scaling-groups",
      "AutoScalingGroups[0].Instances[?HealthStatus!='Healthy'].InstanceId | [0]",
      { "auto-scaling-group-names": group },
      region,
    ),
    aws(
      "autoscaling terminate-instance-in-auto-scaling-group",
      { "instance-id": variable("INSTANCE"), "no-should-decrement-desired-capacity": true },
      region,
    ),
  ].join("\n");
}

function shellOnInstance(group: string, region: string): string {
  return [
    awsInto(
      "INSTANCE",
      "autoscaling describe-auto-scaling-groups",
      "AutoScalingGroups[0].Instances[0].InstanceId",
      { "auto-scaling-group-names": group },
      region,
    ),
    aws("ssm start-session", { target: variable("INSTANCE") }, region),
  ].join("\n");
}
