import type { Plan } from "../../model/plan";

/** Where a load balancer stands, and whose requests it takes. */
export interface LoadBalancerPlace {
  /** In the private subnets, with private addresses only. */
  readonly internal: boolean;
  readonly admits: "cloudfront" | "everyone";
}

/**
 * Behind CloudFront or Global Accelerator, which both reach into the VPC, a load balancer has private addresses. Only
 * where DNS switches the origin of a distribution between regions does it need public ones: a VPC origin is one load
 * balancer for good.
 */
export function loadBalancerPlace({ edge, recovery }: Pick<Plan, "edge" | "recovery">): LoadBalancerPlace {
  const traffic = recovery?.traffic ?? "none";
  return {
    internal: traffic === "global-accelerator" || (edge.cdn && traffic !== "failover-records"),
    admits: edge.cdn ? "cloudfront" : "everyone",
  };
}

/** Whether CloudFront comes to the load balancer by a name or address that others know too. */
export function sharesOrigin({ edge, recovery }: Pick<Plan, "edge" | "recovery">): boolean {
  return edge.cdn && (recovery?.traffic ?? "none") !== "none";
}
