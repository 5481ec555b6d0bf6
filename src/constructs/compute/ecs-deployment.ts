import type { EcsServiceConfig, EcsServiceLoadBalancer } from "@cdktf/provider-aws/lib/ecs-service";
import type { Plan, Service } from "../../model/plan";
import type { PublicRoute } from "./public-route";

export type EcsDeployment = Pick<EcsServiceConfig, "deploymentConfiguration" | "deploymentCircuitBreaker" | "alarms">;

/**
 * How ECS replaces a service's tasks. Alarms roll either way back. The circuit breaker is for rolling deployments only
 * (ECS API reference, DeploymentConfiguration), so a canary that never gets healthy ends with the pipeline's timeout;
 * until then it has no traffic.
 */
export function ecsDeployment(plan: Plan, canary: boolean, alarmNames: readonly string[]): EcsDeployment {
  const alarms = { alarmNames: [...alarmNames], enable: true, rollback: true };
  if (!canary) {
    return {
      alarms,
      deploymentConfiguration: { strategy: "ROLLING" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
    };
  }
  const bakeMinutes = String(Math.ceil(plan.delivery.canary.bake.seconds / 60));
  return {
    alarms,
    deploymentConfiguration: {
      strategy: "CANARY",
      bakeTimeInMinutes: bakeMinutes,
      canaryConfiguration: {
        canaryPercent: plan.delivery.canary.percent,
        canaryBakeTimeInMinutes: bakeMinutes,
      },
    },
  };
}

/**
 * The service's place behind the load balancer.
 *
 * @param trafficRoleArn the role ECS shifts traffic with; null for a service that deploys in place
 */
export function ecsLoadBalancer(
  service: Service,
  route: PublicRoute,
  trafficRoleArn: string | null,
): EcsServiceLoadBalancer {
  const [rule] = route.listenerRules;
  const { alternateTargetGroup } = route;
  if (service.port === null) throw new Error(`service ${service.name} is public and has no port`);
  const placed = { containerName: service.name, containerPort: service.port, targetGroupArn: route.targetGroup.arn };
  if (alternateTargetGroup === null || trafficRoleArn === null || rule === undefined) return placed;
  return {
    ...placed,
    advancedConfiguration: {
      alternateTargetGroupArn: alternateTargetGroup.arn,
      productionListenerRule: rule.arn,
      roleArn: trafficRoleArn,
    },
  };
}
