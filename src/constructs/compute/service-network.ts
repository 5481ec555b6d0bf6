import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { databaseEndpoints } from "../core/database-endpoints";
import { resourceName } from "../core/names";
import type { StoreOutputs } from "../core/stack-outputs";
import type { ServiceIngress } from "./private-ingress/service-ingress";
import { httpsEgress, tcpPath } from "./security-group-rules";

export interface ServiceNetworkProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly vpcId: string;
  readonly stores: readonly StoreOutputs[];
  /** null when the load balancer does not send requests here. */
  readonly loadBalancerSecurityGroupId: string | null;
  /** Group that every service's tasks share; null where internal traffic does not apply. */
  readonly internalSecurityGroupId: string | null;
  /** Where the plan's private way in leads to the service. */
  readonly ingress?: ServiceIngress | undefined;
}

/** A service's security group: in from the load balancer and its fellow services, out to its stores and to HTTPS. */
export class ServiceNetwork extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ServiceNetworkProps) {
    super(scope, id);
    const { plan, service } = props;
    const name = resourceName(plan, [service.name, "service"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Service ${service.name} of ${plan.name} in ${plan.environment.name}`,
      vpcId: props.vpcId,
      tags: { Name: name, service: service.name },
    });
    this.securityGroupId = group.id;
    httpsEgress(this, group.id);
    this.openPort(props);
    this.openLattice(props);
    this.openStores(props);
  }

  private openPort(props: ServiceNetworkProps): void {
    const { port, name } = props.service;
    if (port === null) return;
    const sources = [
      { from: "load_balancer", groupId: props.loadBalancerSecurityGroupId, what: "Requests from the load balancer" },
      {
        from: "private_ingress",
        groupId: props.ingress?.kind === "load-balancer" ? props.ingress.loadBalancerSecurityGroupId : null,
        what: "Requests from the private way in",
      },
      { from: "services", groupId: props.internalSecurityGroupId, what: "Requests from other services" },
    ];
    for (const { from, groupId, what } of sources) {
      if (groupId === null) continue;
      tcpPath(this, {
        from,
        to: name,
        fromSecurityGroupId: groupId,
        toSecurityGroupId: this.securityGroupId,
        port,
        description: `${what} to ${name}`,
      });
    }
  }

  private openLattice({ ingress, service }: ServiceNetworkProps): void {
    if (ingress?.kind !== "vpc-lattice" || service.port === null) return;
    new VpcSecurityGroupIngressRule(this, "ingress_lattice", {
      securityGroupId: this.securityGroupId,
      prefixListId: ingress.prefixListId,
      ipProtocol: "tcp",
      fromPort: service.port,
      toPort: service.port,
      description: `Requests from VPC Lattice to ${service.name}`,
      tags: { Name: `VPC Lattice to ${service.name}` },
    });
  }

  private openStores({ service, stores }: ServiceNetworkProps): void {
    for (const store of stores) {
      // Tables and queues are reached over HTTPS.
      if (!("securityGroupId" in store)) continue;
      tcpPath(this, {
        from: service.name,
        to: store.name,
        fromSecurityGroupId: this.securityGroupId,
        toSecurityGroupId: entrance(store),
        port: store.port,
        description: `${service.name} to ${store.name}`,
      });
    }
  }
}

/** The group to get past: a database's proxy stands before it. */
function entrance(store: Extract<StoreOutputs, { readonly securityGroupId: string }>): string {
  return store.engine === "aurora-postgresql" ? databaseEndpoints(store).securityGroupId : store.securityGroupId;
}
