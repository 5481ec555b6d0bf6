import { VpclatticeAuthPolicy } from "@cdktf/provider-aws/lib/vpclattice-auth-policy";
import { VpclatticeListener } from "@cdktf/provider-aws/lib/vpclattice-listener";
import { VpclatticeService } from "@cdktf/provider-aws/lib/vpclattice-service";
import { VpclatticeServiceNetworkServiceAssociation } from "@cdktf/provider-aws/lib/vpclattice-service-network-service-association";
import { VpclatticeTargetGroup } from "@cdktf/provider-aws/lib/vpclattice-target-group";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Service } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { serviceSubject } from "../service-subject";
import { portOf } from "./ingress-port";
import { authPolicy } from "./lattice-policy";
import type { PrivateIngressProps } from "./service-ingress";

/** VPC Lattice allows 40 characters for a service and 128 for a target group (API reference). */
const SERVICE_NAME_MAX_LENGTH = 40;
const TARGET_GROUP_NAME_MAX_LENGTH = 128;

export interface LatticeServiceProps extends PrivateIngressProps {
  readonly service: Service;
  readonly networkId: string;
}

/** A service of the plan in the service network, under a name and certificate that VPC Lattice gives it. */
export class LatticeService extends Construct {
  readonly targetGroupArn: string;
  readonly listener: VpclatticeListener;

  constructor(scope: Construct, id: string, props: LatticeServiceProps) {
    super(scope, id);
    const { plan, service, networkId } = props;
    const tags = { service: service.name };
    const name = resourceName(plan, [service.name], SERVICE_NAME_MAX_LENGTH);
    const targetGroup = this.targetGroup(props);
    this.targetGroupArn = targetGroup.arn;
    const published = new VpclatticeService(this, "service", { name, authType: "AWS_IAM", tags });
    provides(published, serviceSubject(service), "private-ingress");
    playsRole(published, serviceSubject(service), "private-ingress", {
      service: service.name,
      kind: "vpc-lattice",
      address: name,
    });
    new VpclatticeAuthPolicy(this, "policy", {
      resourceIdentifier: published.arn,
      policy: authPolicy(plan.security.privateIngress.principals),
    });
    this.listener = new VpclatticeListener(this, "listener", {
      name: "https",
      protocol: "HTTPS",
      port: 443,
      serviceIdentifier: published.id,
      defaultAction: { forward: [{ targetGroups: [{ targetGroupIdentifier: targetGroup.id, weight: 100 }] }] },
      tags,
    });
    const association = new VpclatticeServiceNetworkServiceAssociation(this, "association", {
      serviceIdentifier: published.id,
      serviceNetworkIdentifier: networkId,
      tags,
    });
    provides(association, serviceSubject(service), "private-ingress");
  }

  private targetGroup({ plan, service, foundation }: LatticeServiceProps): VpclatticeTargetGroup {
    return new VpclatticeTargetGroup(this, "targets", {
      name: resourceName(plan, [service.name], TARGET_GROUP_NAME_MAX_LENGTH),
      type: "IP",
      config: {
        vpcIdentifier: foundation.vpcId,
        port: portOf(service),
        // TLS ends at VPC Lattice, which is no address of the VPC; from there requests stay on AWS's network.
        protocol: "HTTP",
        protocolVersion: "HTTP1",
        healthCheck: {
          enabled: true,
          path: service.health.path,
          protocol: "HTTP",
          protocolVersion: "HTTP1",
          healthCheckIntervalSeconds: 15,
          healthCheckTimeoutSeconds: 5,
          healthyThresholdCount: 2,
          unhealthyThresholdCount: 3,
          matcher: { value: "200-399" },
        },
      },
      tags: { service: service.name },
    });
  }
}
