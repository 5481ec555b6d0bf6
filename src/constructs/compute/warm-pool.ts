import type {
  AutoscalingGroup,
  AutoscalingGroupConfig,
  AutoscalingGroupInitialLifecycleHook,
} from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan, Service, WarmPool } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import type { Statement } from "../core/policy";
import { serviceSubject } from "./service-subject";

/** A lifecycle hook's name: 255 characters (EC2 Auto Scaling API reference). */
const HOOK_NAME_MAX_LENGTH = 255;

/** Seconds that an instance may take to be prepared: Docker, the agent and the image, three times over. */
const HOOK_TIMEOUT_SECONDS = 900;

const POOL_STATES: Readonly<Record<WarmPool["state"], string>> = { stopped: "Stopped", running: "Running" };

/** Published for groups with a pool; free, like the other group metrics. */
const WARM_POOL_METRICS = [
  "GroupAndWarmPoolDesiredCapacity",
  "GroupAndWarmPoolTotalCapacity",
  "WarmPoolDesiredCapacity",
  "WarmPoolMinSize",
  "WarmPoolPendingCapacity",
  "WarmPoolTerminatingCapacity",
  "WarmPoolTotalCapacity",
  "WarmPoolWarmedCapacity",
] as const;

/** Hook by which an instance waits until it is prepared, and again until its container starts. */
export function warmPoolHookName(plan: Plan, service: Service): string {
  return resourceName(plan, [service.name, "prepared"], HOOK_NAME_MAX_LENGTH);
}

/**
 * What a group with prepared instances has beside others. Without the hook Auto Scaling stops an instance while its user
 * data still runs (EC2 Auto Scaling user guide, "Limitations" of warm pools).
 */
export function warmPoolArguments(plan: Plan, service: Service): Partial<AutoscalingGroupConfig> {
  const { warmPool } = service.scaling;
  if (warmPool === null) return {};
  return {
    warmPool: {
      minSize: warmPool.min,
      maxGroupPreparedCapacity: warmPool.max,
      poolState: POOL_STATES[warmPool.state],
      instanceReusePolicy: { reuseOnScaleIn: warmPool.reuse },
    },
    // For the very first instances, which start before any other resource of the group can be made.
    initialLifecycleHook: [hook(plan, service)],
  };
}

/** The same hook once more, for a group that is older than its pool: the initial one is read when a group is made. */
export function warmPoolHook(scope: Construct, plan: Plan, service: Service, group: AutoscalingGroup): void {
  if (service.scaling.warmPool === null) return;
  new AutoscalingLifecycleHook(scope, "prepared", { ...hook(plan, service), autoscalingGroupName: group.name });
  provides(group, serviceSubject(service), "warm-pool");
}

export function warmPoolMetrics({ scaling }: Service): readonly string[] {
  return scaling.warmPool === null ? [] : WARM_POOL_METRICS;
}

/** An instance says itself that it is prepared. */
export function warmPoolStatements(plan: Plan, { scaling }: Service, groupName: string): readonly Statement[] {
  if (scaling.warmPool === null) return [];
  return [
    {
      Sid: "SayPrepared",
      Action: "autoscaling:CompleteLifecycleAction",
      // AWS gives the group an id of its own before its name.
      Resource: planArn(plan, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${groupName}`),
    },
  ];
}

function hook(plan: Plan, service: Service): AutoscalingGroupInitialLifecycleHook {
  return {
    name: warmPoolHookName(plan, service),
    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    heartbeatTimeout: HOOK_TIMEOUT_SECONDS,
    // One that could not be prepared is replaced.
    defaultResult: "ABANDON",
  };
}
