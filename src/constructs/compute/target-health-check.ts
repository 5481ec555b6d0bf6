import type { LbTargetGroupHealthCheck } from "@cdktf/provider-aws/lib/lb-target-group";
import type { Service } from "../../model/plan";

/** How a load balancer asks a copy of a service: lost after 45 seconds without an answer, back after 30 with one. */
export function targetHealthCheck({ health }: Service): LbTargetGroupHealthCheck {
  return {
    path: health.path,
    protocol: "HTTP",
    port: "traffic-port",
    matcher: "200-399",
    interval: 15,
    timeout: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
  };
}
