import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { RamPrincipalAssociation } from "@cdktf/provider-aws/lib/ram-principal-association";
import { RamResourceAssociation } from "@cdktf/provider-aws/lib/ram-resource-association";
import { RamResourceShare } from "@cdktf/provider-aws/lib/ram-resource-share";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { VpclatticeAccessLogSubscription } from "@cdktf/provider-aws/lib/vpclattice-access-log-subscription";
import { VpclatticeAuthPolicy } from "@cdktf/provider-aws/lib/vpclattice-auth-policy";
import { VpclatticeServiceNetwork } from "@cdktf/provider-aws/lib/vpclattice-service-network";
import { VpclatticeServiceNetworkVpcAssociation } from "@cdktf/provider-aws/lib/vpclattice-service-network-vpc-association";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan, Service } from "../../../model/plan";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import { trustPolicy } from "../../core/policy";
import { authPolicy, principalAccounts } from "./lattice-policy";
import { LatticeService } from "./lattice-service";
import type { LatticeIngress, PrivateIngressProps } from "./service-ingress";

const SUBJECT: Subject = { kind: "plan", name: "private-ingress" };

/** VPC Lattice allows 63 characters for a service network (CreateServiceNetwork), IAM 64 for a role. */
const NETWORK_NAME_MAX_LENGTH = 63;
const ROLE_NAME_MAX_LENGTH = 64;

const HTTPS_PORT = 443;

export interface LatticeNetworkProps extends PrivateIngressProps {
  readonly services: readonly Service[];
}

/**
 * A VPC Lattice service network through which services of other networks call those that the plan names. Every request
 * is signed by an IAM principal and admitted by name, whatever network it comes from; accounts that the principals
 * belong to get the network shared, to associate VPCs of their own with it.
 */
export class LatticeNetwork extends Construct {
  readonly ingress: ReadonlyMap<string, LatticeIngress>;

  constructor(scope: Construct, id: string, props: LatticeNetworkProps) {
    super(scope, id);
    const { plan, services } = props;
    const network = new VpclatticeServiceNetwork(this, "network", {
      name: resourceName(plan, [], NETWORK_NAME_MAX_LENGTH),
      authType: "AWS_IAM",
    });
    provides(network, SUBJECT, "private-ingress");
    new VpclatticeAuthPolicy(this, "policy", {
      resourceIdentifier: network.arn,
      policy: authPolicy(plan.security.privateIngress.principals),
    });
    this.associate(props, network);
    this.log(props, network);
    this.share(plan, network);
    const { role, policy } = this.targetRole(plan);
    const { id: prefixListId } = new DataAwsEc2ManagedPrefixList(this, "lattice_addresses", {
      name: `com.amazonaws.${plan.environment.region}.vpc-lattice`,
    });
    this.ingress = new Map(
      services.map((service) => {
        const made = new LatticeService(this, service.name, { ...props, service, networkId: network.id });
        const { targetGroupArn, listener } = made;
        const after = [listener, policy];
        return [service.name, { kind: "vpc-lattice", targetGroupArn, roleArn: role.arn, prefixListId, after }] as const;
      }),
    );
  }

  /** The plan's own VPC as a client: its services may call the others the same way, if a principal of theirs is named. */
  private associate(
    { plan, foundation, internalSecurityGroupId }: LatticeNetworkProps,
    network: VpclatticeServiceNetwork,
  ) {
    const name = resourceName(plan, ["private", "ingress"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Who of ${plan.name} in ${plan.environment.name} may call through VPC Lattice`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      referencedSecurityGroupId: internalSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
      description: "HTTPS from the services of the plan",
      tags: { Name: "HTTPS from the services of the plan" },
    });
    const association = new VpclatticeServiceNetworkVpcAssociation(this, "vpc", {
      serviceNetworkIdentifier: network.id,
      vpcIdentifier: foundation.vpcId,
      securityGroupIds: [group.id],
    });
    provides(association, SUBJECT, "private-ingress");
  }

  private log({ plan, foundation }: LatticeNetworkProps, network: VpclatticeServiceNetwork): void {
    // Below this prefix AWS's delivery does not fill up the account's log resource policies.
    const name = `/aws/vendedlogs/vpc-lattice/${resourceName(plan, [], NETWORK_NAME_MAX_LENGTH)}`;
    const logGroup = keptLogGroup(this, "log_group", {
      subject: SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    playsRole(logGroup, SUBJECT, "log-group", { name });
    new VpclatticeAccessLogSubscription(this, "access_logs", {
      resourceIdentifier: network.arn,
      destinationArn: logGroup.arn,
    });
  }

  private share(plan: Plan, network: VpclatticeServiceNetwork): void {
    const others = principalAccounts(plan.security.privateIngress.principals).filter(
      (account) => account !== plan.environment.account,
    );
    if (others.length === 0) return;
    const share = new RamResourceShare(this, "share", {
      name: resourceName(plan, ["private-ingress"], 255),
      // They are named one by one, members of the organisation or not.
      allowExternalPrincipals: true,
    });
    new RamResourceAssociation(this, "shared_network", { resourceArn: network.arn, resourceShareArn: share.arn });
    for (const account of others) {
      new RamPrincipalAssociation(this, `shared_with_${account}`, { principal: account, resourceShareArn: share.arn });
    }
  }

  private targetRole(plan: Plan): { role: IamRole; policy: IamRolePolicyAttachment } {
    const role = new IamRole(this, "targets_role", {
      name: resourceName(plan, ["lattice"], ROLE_NAME_MAX_LENGTH),
      description: "Puts tasks into the target groups of VPC Lattice",
      // As AWS documents this role's trust: nothing says that ECS sends a source account when it assumes it.
      assumeRolePolicy: trustPolicy("ecs.amazonaws.com", null),
    });
    const policy = new IamRolePolicyAttachment(this, "targets_policy", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice",
    });
    return { role, policy };
  }
}
