import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { compareText } from "../../../model/compare-text";
import { awsName } from "../../../model/names";
import type { Service } from "../../../model/plan";
import { resourceName, sitePart } from "../../core/names";
import { LOG_PREFIXES } from "../../storage/log-prefixes";
import { TLS_POLICY } from "../load-balancer";
import { serviceSubject } from "../service-subject";
import { targetHealthCheck } from "../target-health-check";
import { portOf } from "./ingress-port";
import type { LoadBalancerIngress, PrivateIngressProps } from "./service-ingress";

const SUBJECT: Subject = { kind: "plan", name: "private-ingress" };

/** Names of load balancers and target groups: 32 characters (Elastic Load Balancing API reference). */
const NAME_MAX_LENGTH = 32;

/** Seconds that a target leaving the group keeps its open requests. */
const DEREGISTRATION_DELAY_SECONDS = 30;

export interface IngressLoadBalancerProps extends PrivateIngressProps {
  readonly services: readonly Service[];
  readonly domain: string;
  /** Certificate of each service's own name, by service. */
  readonly certificates: ReadonlyMap<string, string>;
}

/** The load balancer behind Verified Access: private addresses, one name for each service, nothing for other names. */
export class IngressLoadBalancer extends Construct {
  readonly arn: string;
  readonly securityGroupId: string;
  readonly ingress: ReadonlyMap<string, LoadBalancerIngress>;

  constructor(scope: Construct, id: string, props: IngressLoadBalancerProps) {
    super(scope, id);
    const { plan, services, foundation } = props;
    const groupName = resourceName(plan, ["private", "ingress"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name: groupName,
      description: `Load balancer behind Verified Access of ${plan.name} in ${plan.environment.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: groupName },
    });
    this.securityGroupId = group.id;
    const balancer = this.balancer(props, group.id);
    this.arn = balancer.arn;
    const listener = this.listener(balancer.arn, props);
    this.ingress = new Map(
      services.map((service) => {
        const targetGroup = this.targetGroup(service, props);
        const rule = new LbListenerRule(this, `${service.name}_rule`, {
          listenerArn: listener.arn,
          // Names exclude each other, so the order that AWS gives is as good as any.
          condition: [{ hostHeader: { values: [`${service.name}.${props.domain}`] } }],
          action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
          tags: { service: service.name },
        });
        return [
          service.name,
          {
            kind: "load-balancer",
            targetGroupArn: targetGroup.arn,
            loadBalancerSecurityGroupId: group.id,
            after: [rule],
          },
        ] as const;
      }),
    );
  }

  private balancer({ plan, foundation }: IngressLoadBalancerProps, securityGroupId: string): Lb {
    const name = awsName(["alb", "private", plan.name, plan.environment.name, ...sitePart(plan)], NAME_MAX_LENGTH);
    const logs = { bucket: foundation.logBucket.name, prefix: LOG_PREFIXES.loadBalancer, enabled: true };
    const balancer = new Lb(this, "alb", {
      name,
      internal: true,
      loadBalancerType: "application",
      securityGroups: [securityGroupId],
      subnets: [...foundation.privateSubnetIds],
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableZonalShift: true,
      accessLogs: logs,
      connectionLogs: logs,
      tags: { Name: name },
    });
    provides(balancer, SUBJECT, "private-ingress");
    return balancer;
  }

  private listener(loadBalancerArn: string, { certificates }: IngressLoadBalancerProps): LbListener {
    const [[, first] = ["", ""], ...others] = [...certificates].sort(([a], [b]) => compareText(a, b));
    const listener = new LbListener(this, "https_listener", {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: first,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
    for (const [service, certificateArn] of others) {
      new LbListenerCertificate(this, `${service}_certificate`, { listenerArn: listener.arn, certificateArn });
    }
    return listener;
  }

  private targetGroup(service: Service, { plan, foundation }: IngressLoadBalancerProps): LbTargetGroup {
    const targetGroup = new LbTargetGroup(this, `${service.name}_targets`, {
      name: resourceName(plan, [service.name, "private"], NAME_MAX_LENGTH),
      vpcId: foundation.vpcId,
      targetType: "ip",
      port: portOf(service),
      // TLS ends at the load balancer; from there requests stay inside the VPC, between two security groups.
      protocol: "HTTP",
      loadBalancingAlgorithmType: "least_outstanding_requests",
      deregistrationDelay: String(DEREGISTRATION_DELAY_SECONDS),
      healthCheck: targetHealthCheck(service),
      tags: { service: service.name },
    });
    provides(targetGroup, serviceSubject(service), "private-ingress");
    return targetGroup;
  }
}
