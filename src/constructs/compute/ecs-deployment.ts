import type {
  EcsServiceConfig,
  EcsServiceDeploymentConfiguration,
  EcsServiceDeploymentConfigurationLifecycleHook,
  EcsServiceLoadBalancer,
} from "@cdktf/provider-aws/lib/ecs-service";
import { CELL_HEADER } from "../../model/cells/cell-routing";
import { type ServiceDeployment, shiftsTraffic } from "../../model/deployment";
import type { Plan, Service } from "../../model/plan";
import type { Duration } from "../../model/units/duration";
import { TEST_PORT, validationRequests } from "../../model/validation-requests";
import type { PublicRoute } from "./public-route";
import type { ValidationHookOutputs } from "./validation/validation-hook";
import type { ValidationDetails } from "./validation/validation-script";

export type EcsDeployment = Pick<EcsServiceConfig, "deploymentConfiguration" | "deploymentCircuitBreaker" | "alarms">;

export interface EcsDeploymentProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly alarmNames: readonly string[];
  /** null where nothing asks a new version before users reach it. */
  readonly validation: ValidationHookOutputs | null;
}

/**
 * How ECS replaces a service's tasks. Alarms roll every way back. The circuit breaker is for rolling deployments only
 * (ECS API reference, DeploymentConfiguration), so a new version that never gets healthy ends with the pipeline's
 * timeout; until then it has no traffic.
 */
export function ecsDeployment(props: EcsDeploymentProps): EcsDeployment {
  const { service, alarmNames, validation } = props;
  const alarms = { alarmNames: [...alarmNames], enable: true, rollback: true };
  if (!shiftsTraffic(service)) {
    return {
      alarms,
      deploymentConfiguration: { strategy: "ROLLING" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
    };
  }
  return {
    alarms,
    deploymentConfiguration: {
      ...shift(service.deployment),
      ...(validation === null ? {} : { lifecycleHook: [hook(props, validation)] }),
    },
  };
}

function shift({ shift, bake }: ServiceDeployment): EcsServiceDeploymentConfiguration {
  const kept = bake === null ? {} : { bakeTimeInMinutes: minutes(bake) };
  switch (shift.kind) {
    case "at-once":
      return { ...kept, strategy: "BLUE_GREEN" };
    case "canary":
      return {
        ...kept,
        strategy: "CANARY",
        canaryConfiguration: { canaryPercent: shift.share.percent, canaryBakeTimeInMinutes: minutes(shift.bake) },
      };
    case "linear":
      return {
        ...kept,
        strategy: "LINEAR",
        linearConfiguration: { stepPercent: shift.step.percent, stepBakeTimeInMinutes: minutes(shift.bake) },
      };
    case "zone":
      throw new Error("ECS shifts traffic, not zones");
  }
}

/** Once the test listener leads to the new version, and before users do. */
function hook(
  { plan, service }: EcsDeploymentProps,
  { functionArn, roleArn, address }: ValidationHookOutputs,
): EcsServiceDeploymentConfigurationLifecycleHook {
  const { validation } = plan.delivery;
  const host = plan.environment.domain;
  if (host === null) throw new Error(`service ${service.name} is public and has no domain`);
  const details: ValidationDetails = {
    address,
    port: TEST_PORT,
    host,
    headers: service.cell === null ? {} : { [CELL_HEADER]: String(service.cell) },
    ...validationRequests(service, validation),
    requests: validation.requests,
    maxMilliseconds: validation.maxLatency.milliseconds,
  };
  return {
    hookTargetArn: functionArn,
    roleArn,
    lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
    hookDetails: JSON.stringify(details),
  };
}

function minutes({ seconds }: Duration): string {
  return String(Math.ceil(seconds / 60));
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
  const { alternateTargetGroup, testRule } = route;
  if (service.port === null) throw new Error(`service ${service.name} is public and has no port`);
  const placed = { containerName: service.name, containerPort: service.port, targetGroupArn: route.targetGroup.arn };
  if (alternateTargetGroup === null || trafficRoleArn === null || rule === undefined) return placed;
  return {
    ...placed,
    advancedConfiguration: {
      alternateTargetGroupArn: alternateTargetGroup.arn,
      productionListenerRule: rule.arn,
      ...(testRule === null ? {} : { testListenerRule: testRule.arn }),
      roleArn: trafficRoleArn,
    },
  };
}
