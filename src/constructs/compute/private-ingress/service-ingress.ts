import type { ITerraformDependable } from "cdktf";
import type { Plan } from "../../../model/plan";
import type { FoundationOutputs } from "../../core/stack-outputs";

export interface PrivateIngressProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly internalSecurityGroupId: string;
}

/** How requests of the private way in reach a service. */
export type ServiceIngress = LoadBalancerIngress | LatticeIngress;

export interface LoadBalancerIngress {
  readonly kind: "load-balancer";
  readonly targetGroupArn: string;
  readonly loadBalancerSecurityGroupId: string;
  /** Must be in place before the service: ECS refuses a target group that no listener leads to. */
  readonly after: readonly ITerraformDependable[];
}

export interface LatticeIngress {
  readonly kind: "vpc-lattice";
  readonly targetGroupArn: string;
  /** Role with which ECS puts tasks into the target group. */
  readonly roleArn: string;
  /** Addresses that VPC Lattice calls targets from. */
  readonly prefixListId: string;
  readonly after: readonly ITerraformDependable[];
}
