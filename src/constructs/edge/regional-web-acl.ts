import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { sharesOrigin } from "../compute/load-balancer-place";
import { WebAcl, type WebAclOutputs } from "./web-acl";

export interface RegionalWebAclProps {
  readonly plan: Plan;
  readonly loadBalancerArn: string;
  readonly logsKeyArn: string;
  /** Addresses from which the load test comes; none without one. */
  readonly testAddresses: readonly string[];
}

/**
 * The web ACL before a load balancer: with all rules where requests come straight to it, and a guard of the origin
 * behind a distribution that finds it by name. A load balancer that only the distribution's VPC origin reaches has none.
 *
 * @returns null without one
 */
export function regionalWebAcl(
  scope: Construct,
  id: string,
  { plan, loadBalancerArn, logsKeyArn, testAddresses }: RegionalWebAclProps,
): WebAclOutputs | null {
  const needed = plan.edge.waf && (!plan.edge.cdn || sharesOrigin(plan));
  if (!needed) return null;
  const guards = plan.edge.cdn ? "origin" : "load-balancer";
  // Behind a distribution every address is CloudFront's: none is counted.
  const exempt = guards === "origin" ? [] : testAddresses;
  return new WebAcl(scope, id, { plan, guards, loadBalancerArn, logsKeyArn, testAddresses: exempt }).outputs;
}
