import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";

export interface TcpPathProps {
  /** Name of the other end in the rules' ids: `load_balancer`, or a store of the plan. */
  readonly from: string;
  readonly to: string;
  readonly fromSecurityGroupId: string;
  readonly toSecurityGroupId: string;
  readonly port: number;
  readonly description: string;
}

/** Opens one TCP port from one security group to another: both rules, since each side denies by default. */
export function tcpPath(scope: Construct, props: TcpPathProps): void {
  const rule = {
    ipProtocol: "tcp",
    fromPort: props.port,
    toPort: props.port,
    description: props.description,
    tags: { Name: `${props.from} to ${props.to}` },
  };
  new VpcSecurityGroupEgressRule(scope, `egress_${props.from}_${props.to}`, {
    ...rule,
    securityGroupId: props.fromSecurityGroupId,
    referencedSecurityGroupId: props.toSecurityGroupId,
  });
  new VpcSecurityGroupIngressRule(scope, `ingress_${props.from}_${props.to}`, {
    ...rule,
    securityGroupId: props.toSecurityGroupId,
    referencedSecurityGroupId: props.fromSecurityGroupId,
  });
}

/**
 * HTTPS to anywhere, by NAT or by VPC endpoint: images, secrets, logs and AWS's APIs, and the third parties a service
 * calls. Their addresses are many and change, so the port is the limit. DNS goes to the VPC's resolver, which
 * security groups do not filter.
 */
export function httpsEgress(scope: Construct, securityGroupId: string): void {
  new VpcSecurityGroupEgressRule(scope, "egress_https", {
    securityGroupId,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: "AWS APIs, images and third parties over HTTPS",
    tags: { Name: "HTTPS to anywhere" },
  });
}
