import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Subject } from "../../evidence/evidence";
import { awsName } from "../../model/names";
import type { Plan } from "../../model/plan";
import { TEST_PORT } from "../../model/validation-requests";
import { resourceName, sitePart } from "../core/names";
import type { LoadBalancerOutputs } from "../core/stack-outputs";
import { standsBy } from "../core/stands-by";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import { loadBalancerPlace } from "./load-balancer-place";

const SUBJECT: Subject = { kind: "plan", name: "edge" };

/** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only (Elastic Load Balancing, security policies). */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

export interface LoadBalancerProps {
  readonly plan: Plan;
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly certificateArn: string;
  readonly logBucketName: string;
  /** Whether new versions are asked for answers by a listener of their own. */
  readonly validates: boolean;
}

/** The one load balancer of a plan in a region; see {@link loadBalancerPlace}. */
export class LoadBalancer extends Construct {
  readonly outputs: LoadBalancerOutputs;
  readonly httpsListenerArn: string;
  /** Leads to new versions alone; null where nothing asks them. */
  readonly testListenerArn: string | null;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { plan } = props;
    const { internal, admits } = loadBalancerPlace(plan);
    const groupName = resourceName(plan, ["load", "balancer"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name: groupName,
      description: `Load balancer of ${plan.name} in ${plan.environment.name}`,
      vpcId: props.vpcId,
      tags: { Name: groupName },
    });
    // An ALB's name has 32 characters and may not begin with `internal-`, as a plan's name might.
    const name = awsName(["alb", plan.name, plan.environment.name, ...sitePart(plan)], 32);
    const balancer = this.balancer(props, name, group.id, internal);
    this.httpsListenerArn = this.httpsListener("https_listener", 443, balancer.arn, props.certificateArn);
    this.testListenerArn = props.validates
      ? this.httpsListener("test_listener", TEST_PORT, balancer.arn, props.certificateArn)
      : null;
    if (admits === "cloudfront") this.admitCdn(group.id);
    else this.admitEveryone(group.id, balancer.arn);
    this.outputs = {
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      dnsName: balancer.dnsName,
      zoneId: balancer.zoneId,
      internal,
      securityGroupId: group.id,
    };
  }

  private balancer(props: LoadBalancerProps, name: string, securityGroupId: string, internal: boolean): Lb {
    const logs = { bucket: props.logBucketName, prefix: LOG_PREFIXES.loadBalancer, enabled: true };
    const balancer = new Lb(this, "alb", {
      name,
      internal,
      loadBalancerType: "application",
      securityGroups: [securityGroupId],
      subnets: [...(internal ? props.privateSubnetIds : props.publicSubnetIds)],
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      // Lets an impaired zone be taken out of service in one step.
      enableZonalShift: true,
      accessLogs: logs,
      connectionLogs: logs,
      tags: { Name: name },
    });
    provides(balancer, SUBJECT, "load-balancing");
    standsBy(balancer, SUBJECT, props.plan);
    playsRole(balancer, SUBJECT, "load-balancer", { name });
    return balancer;
  }

  private httpsListener(id: string, port: number, loadBalancerArn: string, certificateArn: string): string {
    const listener = new LbListener(this, id, {
      loadBalancerArn,
      port,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      // A path that no service claims is answered here.
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
    provides(listener, SUBJECT, "load-balancing");
    return listener.arn;
  }

  private admitCdn(securityGroupId: string): void {
    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "cdn_addresses", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    new VpcSecurityGroupIngressRule(this, "ingress_cdn", {
      securityGroupId,
      prefixListId: cloudFront.id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "HTTPS from CloudFront",
      tags: { Name: "HTTPS from CloudFront" },
    });
  }

  private admitEveryone(securityGroupId: string, loadBalancerArn: string): void {
    for (const { id, port, what } of [
      { id: "ingress_https", port: 443, what: "HTTPS from anywhere" },
      { id: "ingress_http", port: 80, what: "HTTP from anywhere, redirected to HTTPS" },
    ]) {
      new VpcSecurityGroupIngressRule(this, id, {
        securityGroupId,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: what,
        tags: { Name: what },
      });
    }
    new LbListener(this, "http_listener", {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
    });
  }
}
