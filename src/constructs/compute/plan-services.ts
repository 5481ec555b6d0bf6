import type { Construct } from "constructs";
import { isValidated } from "../../model/deployment";
import type { Plan, Service } from "../../model/plan";
import { type RouteRule, routeRules } from "../../model/route-rules";
import type {
  DataOutputs,
  FoundationOutputs,
  ServiceOutputs,
  ServicesOutputs,
  StoreOutputs,
} from "../core/stack-outputs";
import { Cluster } from "./cluster";
import { FargateService, type RouteInputs } from "./fargate-service";
import { InstanceService } from "./instance-service";
import { InternalTraffic } from "./internal-traffic";
import { LoadBalancer } from "./load-balancer";
import { privateIngress } from "./private-ingress/private-ingress";
import type { ServiceIngress } from "./private-ingress/service-ingress";
import { ValidationHook, type ValidationHookOutputs } from "./validation/validation-hook";

export interface PlanServicesProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
}

/** The services of a plan, what they run on, and the load balancer before those that are public. */
export function planServices(scope: Construct, { plan, foundation, data }: PlanServicesProps): ServicesOutputs {
  const routed = plan.edge.hasPublicEndpoint ? plan.services.filter(({ exposure }) => exposure === "public") : [];
  const balancer = loadBalancer(scope, plan, foundation, routed);
  const internal = internalTraffic(scope, plan, foundation);
  const cluster = sharedCluster(scope, plan, foundation);
  const rules = routeRules(routed);
  const validation = validationHook(scope, plan, foundation, balancer);
  const ingress =
    internal === null
      ? new Map<string, ServiceIngress>()
      : privateIngress(scope, { plan, foundation, internalSecurityGroupId: internal.securityGroupId });
  const services = plan.services.map((service): [string, ServiceOutputs] => {
    const props = {
      plan,
      service,
      foundation,
      stores: service.uses.map((name) => storeNamed(data, service, name)),
      internalSecurityGroupId: present(internal).securityGroupId,
      route: routeOf(service, balancer, rules),
    };
    const built =
      service.runtime === "ecs-fargate"
        ? new FargateService(scope, service.name, {
            ...props,
            cluster: present(cluster),
            ingress: ingress.get(service.name),
            validation: isValidated(service.deployment) ? validation : null,
          })
        : new InstanceService(scope, service.name, props);
    return [service.name, built.outputs];
  });
  return { loadBalancer: balancer === null ? null : balancer.outputs, services: new Map(services) };
}

function loadBalancer(
  scope: Construct,
  plan: Plan,
  foundation: FoundationOutputs,
  routed: readonly Service[],
): LoadBalancer | null {
  if (routed.length === 0) return null;
  return new LoadBalancer(scope, "load_balancer", {
    plan,
    vpcId: foundation.vpcId,
    publicSubnetIds: foundation.publicSubnetIds,
    privateSubnetIds: foundation.privateSubnetIds,
    certificateArn: present(foundation.dns).certificateArn,
    logBucketName: foundation.logBucket.name,
    validates: validates(plan),
  });
}

/** Whether a service's new versions are asked before users reach them. */
function validates(plan: Plan): boolean {
  return plan.services.some(({ deployment }) => isValidated(deployment));
}

function validationHook(
  scope: Construct,
  plan: Plan,
  foundation: FoundationOutputs,
  balancer: LoadBalancer | null,
): ValidationHookOutputs | null {
  if (balancer === null || balancer.testListenerArn === null) return null;
  return new ValidationHook(scope, "deployment_validation", { plan, foundation, loadBalancer: balancer.outputs })
    .outputs;
}

function internalTraffic(scope: Construct, plan: Plan, { vpcId }: FoundationOutputs): InternalTraffic | null {
  return plan.services.length === 0 ? null : new InternalTraffic(scope, "internal_traffic", { plan, vpcId });
}

function sharedCluster(scope: Construct, plan: Plan, { keyArns }: FoundationOutputs): Cluster | null {
  const needed = plan.services.some(({ runtime }) => runtime === "ecs-fargate");
  return needed ? new Cluster(scope, "shared_compute", { plan, logsKeyArn: keyArns.logs }) : null;
}

function routeOf(service: Service, balancer: LoadBalancer | null, rules: readonly RouteRule[]): RouteInputs | null {
  const own = rules.filter((rule) => rule.service === service.name);
  if (balancer === null || own.length === 0) return null;
  const { outputs, httpsListenerArn, testListenerArn } = balancer;
  return { loadBalancer: outputs, httpsListenerArn, testListenerArn, rules: own };
}

function storeNamed({ stores }: DataOutputs, service: Service, name: string): StoreOutputs {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`service ${service.name} uses ${name}, which no stack provides`);
  return store;
}

/** What the conditions above have already established. */
function present<T>(value: T | null): T {
  if (value === null) throw new Error("a service was built without what it stands on");
  return value;
}
