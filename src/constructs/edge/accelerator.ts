import { GlobalacceleratorAccelerator } from "@cdktf/provider-aws/lib/globalaccelerator-accelerator";
import { GlobalacceleratorEndpointGroup } from "@cdktf/provider-aws/lib/globalaccelerator-endpoint-group";
import { GlobalacceleratorListener } from "@cdktf/provider-aws/lib/globalaccelerator-listener";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import type { LoadBalancerOutputs } from "../core/stack-outputs";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import { EDGE } from "./edge-subject";

/** Global Accelerator's limit on an accelerator's name. */
const NAME_MAX_LENGTH = 64;

const HTTPS_PORT = 443;
const HTTP_PORT = 80;

export interface AcceleratorProps {
  readonly plan: Plan;
  readonly logBucketName: string;
  readonly regions: readonly AcceleratedRegion[];
}

export interface AcceleratedRegion {
  /** `primary` or `standby`: part of the endpoint group's id. */
  readonly id: "primary" | "standby";
  readonly region: string;
  readonly loadBalancer: Pick<LoadBalancerOutputs, "arn">;
}

/**
 * Two fixed addresses before the load balancers of both regions. Users reach the nearest region with healthy targets;
 * the other takes over within a minute and without waiting for DNS. Load balancers see the addresses of users.
 */
export class Accelerator extends Construct {
  readonly dnsName: string;
  readonly hostedZoneId: string;

  constructor(scope: Construct, id: string, { plan, logBucketName, regions }: AcceleratorProps) {
    super(scope, id);
    const name = resourceName(plan, [], NAME_MAX_LENGTH);
    const accelerator = new GlobalacceleratorAccelerator(this, "accelerator", {
      name,
      ipAddressType: "IPV4",
      enabled: true,
      attributes: {
        flowLogsEnabled: true,
        flowLogsS3Bucket: logBucketName,
        flowLogsS3Prefix: LOG_PREFIXES.accelerator,
      },
      tags: { Name: name },
    });
    const listener = new GlobalacceleratorListener(this, "listener", {
      acceleratorArn: accelerator.id,
      protocol: "TCP",
      clientAffinity: "NONE",
      portRange: portsOf(plan).map((port) => ({ fromPort: port, toPort: port })),
    });
    for (const region of regions) this.endpointGroup(region, listener);
    provides(accelerator, EDGE, "failover");
    playsRole(accelerator, EDGE, "accelerator", { name });
    this.dnsName = accelerator.dnsName;
    this.hostedZoneId = accelerator.hostedZoneId;
  }

  /** Whether a load balancer is healthy follows from its targets: Global Accelerator has no check of its own for it. */
  private endpointGroup({ id, region, loadBalancer }: AcceleratedRegion, listener: GlobalacceleratorListener): void {
    const group = new GlobalacceleratorEndpointGroup(this, `${id}_endpoints`, {
      listenerArn: listener.id,
      endpointGroupRegion: region,
      trafficDialPercentage: 100,
      endpointConfiguration: [{ endpointId: loadBalancer.arn, weight: 128, clientIpPreservationEnabled: true }],
      // A failover turns the dial of a region; the next apply must not turn it back.
      lifecycle: { ignoreChanges: ["traffic_dial_percentage"] },
    });
    provides(group, EDGE, "failover");
  }
}

/** CloudFront comes by HTTPS alone; users may begin with HTTP, which the load balancer redirects. */
function portsOf({ edge }: Plan): readonly number[] {
  return edge.cdn ? [HTTPS_PORT] : [HTTPS_PORT, HTTP_PORT];
}
