import type { Construct } from "constructs";
import { Cluster } from "../src/constructs/compute/cluster";
import { FargateService, type RouteInputs } from "../src/constructs/compute/fargate-service";
import { InstanceService } from "../src/constructs/compute/instance-service";
import { InternalTraffic } from "../src/constructs/compute/internal-traffic";
import { LoadBalancer } from "../src/constructs/compute/load-balancer";
import { privateIngress } from "../src/constructs/compute/private-ingress/private-ingress";
import type { ServiceIngress } from "../src/constructs/compute/private-ingress/service-ingress";
import { type RouteRule, routeRules } from "../src/constructs/compute/route-rules";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  ServiceOutputs,
  ServicesOutputs,
  StoreOutputs,
} from "../src/constructs/core/stack-outputs";
import type { Plan, Service } from "../src/model/plan";

export interface ServicesStackInputs {
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
}

/** The services of a plan, what they run on, and the load balancer before those that are public. */
export class ServicesStack extends OpsplanStack {
  readonly outputs: ServicesOutputs;

  constructor(scope: Construct, plan: Plan, { foundation, data }: ServicesStackInputs) {
    super(scope, plan, "services");
    const routed = plan.edge.hasPublicEndpoint ? plan.services.filter(({ exposure }) => exposure === "public") : [];
    const balancer = this.balancer(plan, foundation, routed);
    const internal = this.internalTraffic(plan, foundation);
    const cluster = this.cluster(plan, foundation);
    const rules = routeRules(routed);
    const ingress =
      internal === null
        ? new Map<string, ServiceIngress>()
        : privateIngress(this, { plan, foundation, internalSecurityGroupId: internal.securityGroupId });
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
          ? new FargateService(this, service.name, {
              ...props,
              cluster: present(cluster),
              ingress: ingress.get(service.name),
            })
          : new InstanceService(this, service.name, props);
      return [service.name, built.outputs];
    });
    this.outputs = { loadBalancer: balancer === null ? null : balancer.outputs, services: new Map(services) };
  }

  private balancer(plan: Plan, foundation: FoundationOutputs, routed: readonly Service[]): LoadBalancer | null {
    if (routed.length === 0) return null;
    return new LoadBalancer(this, "load_balancer", {
      plan,
      vpcId: foundation.vpcId,
      publicSubnetIds: foundation.publicSubnetIds,
      privateSubnetIds: foundation.privateSubnetIds,
      certificateArn: present(foundation.dns).certificateArn,
      logBucketName: foundation.logBucket.name,
    });
  }

  private internalTraffic(plan: Plan, { vpcId }: FoundationOutputs): InternalTraffic | null {
    return plan.services.length === 0 ? null : new InternalTraffic(this, "internal_traffic", { plan, vpcId });
  }

  private cluster(plan: Plan, { keyArns }: FoundationOutputs): Cluster | null {
    const needed = plan.services.some(({ runtime }) => runtime === "ecs-fargate");
    return needed ? new Cluster(this, "shared_compute", { plan, logsKeyArn: keyArns.logs }) : null;
  }
}

function routeOf(service: Service, balancer: LoadBalancer | null, rules: readonly RouteRule[]): RouteInputs | null {
  const own = rules.filter((rule) => rule.service === service.name);
  if (balancer === null || own.length === 0) return null;
  return { loadBalancer: balancer.outputs, httpsListenerArn: balancer.httpsListenerArn, rules: own };
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
