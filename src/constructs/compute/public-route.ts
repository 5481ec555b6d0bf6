import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { CELL_HEADER } from "../../model/cells/cell-routing";
import { isValidated, shiftsTraffic } from "../../model/deployment";
import type { Plan, Service } from "../../model/plan";
import type { RouteRule } from "../../model/route-rules";
import { resourceName } from "../core/names";
import type { LoadBalancerOutputs, TargetGroupOutputs } from "../core/stack-outputs";
import { serviceSubject } from "./service-subject";
import { targetHealthCheck } from "./target-health-check";

/** A target group's name: 32 characters (Elastic Load Balancing API reference, CreateTargetGroup). */
const TARGET_GROUP_NAME_MAX_LENGTH = 32;

/** Seconds that a target leaving the group keeps its open requests. Containers get longer than this to stop. */
const DEREGISTRATION_DELAY_SECONDS = 30;

export interface PublicRouteProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly vpcId: string;
  readonly loadBalancer: LoadBalancerOutputs;
  readonly httpsListenerArn: string;
  /** The listener that leads to new versions before users reach them; null where nothing asks them. */
  readonly testListenerArn: string | null;
  readonly rules: readonly RouteRule[];
}

/** How requests reach a public service: its target group, or two for shifting traffic between, and its listener rules. */
export class PublicRoute extends Construct {
  readonly loadBalancer: LoadBalancerOutputs;
  readonly targetGroup: TargetGroupOutputs;
  /** The group that a new version is started in; null for a service that deploys in place. */
  readonly alternateTargetGroup: TargetGroupOutputs | null;
  readonly listenerRules: readonly LbListenerRule[];
  /** The same rule on the test listener; null for a service that nothing asks before users do. */
  readonly testRule: LbListenerRule | null;

  constructor(scope: Construct, id: string, props: PublicRouteProps) {
    super(scope, id);
    this.loadBalancer = props.loadBalancer;
    this.targetGroup = this.group("target_group", [], props);
    this.alternateTargetGroup = shiftsTraffic(props.service)
      ? this.group("alternate_target_group", ["alternate"], props)
      : null;
    this.listenerRules = props.rules.map((rule) => this.rule(rule.id, rule, props.service, props.httpsListenerArn));
    const { testListenerArn } = props;
    const [only] = props.rules;
    this.testRule =
      testListenerArn === null || only === undefined || !isValidated(props.service.deployment)
        ? null
        : this.rule("test_rule", only, props.service, testListenerArn);
  }

  private group(id: string, words: readonly string[], { plan, service, vpcId }: PublicRouteProps): TargetGroupOutputs {
    const name = resourceName(plan, [service.name, ...words], TARGET_GROUP_NAME_MAX_LENGTH);
    const group = new LbTargetGroup(this, id, {
      name,
      vpcId,
      targetType: service.runtime === "ecs-fargate" ? "ip" : "instance",
      port: portOf(service),
      // TLS ends at the load balancer; from there requests stay inside the VPC, between two security groups.
      protocol: "HTTP",
      // Sends less to a target that is slow, for instance because it has just started.
      loadBalancingAlgorithmType: "least_outstanding_requests",
      deregistrationDelay: String(DEREGISTRATION_DELAY_SECONDS),
      healthCheck: targetHealthCheck(service),
      stickiness: { enabled: false, type: "lb_cookie" },
      tags: { Name: resourceName(plan, [service.name, ...words], 255), service: service.name },
    });
    provides(group, serviceSubject(service), "load-balancing");
    playsRole(group, serviceSubject(service), "target-group", { name });
    return { name, arn: group.arn, arnSuffix: group.arnSuffix };
  }

  private rule(
    id: string,
    { patterns, cell, priority }: RouteRule,
    service: Service,
    listenerArn: string,
  ): LbListenerRule {
    const rule = new LbListenerRule(this, id, {
      listenerArn,
      priority,
      condition: [
        { pathPattern: { values: [...patterns] } },
        ...(cell === null ? [] : [{ httpHeader: { httpHeaderName: CELL_HEADER, values: [String(cell)] } }]),
      ],
      action: [this.action()],
      // ECS moves the weights between the two groups at every deployment and would be undone by the next apply.
      ...(this.alternateTargetGroup === null ? {} : { lifecycle: { ignoreChanges: ["action"] } }),
      tags: { service: service.name },
    });
    provides(rule, serviceSubject(service), "load-balancing");
    return rule;
  }

  private action() {
    if (this.alternateTargetGroup === null) return { type: "forward", targetGroupArn: this.targetGroup.arn };
    return {
      type: "forward",
      forward: {
        targetGroup: [
          { arn: this.targetGroup.arn, weight: 100 },
          { arn: this.alternateTargetGroup.arn, weight: 0 },
        ],
      },
    };
  }
}

function portOf({ name, port }: Service): number {
  if (port === null) throw new Error(`service ${name} is public and has no port`);
  return port;
}
