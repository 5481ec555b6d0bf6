import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { regionArgument } from "../core/region-argument";
import type { EdgeOutputs } from "../core/stack-outputs";
import { standsBy } from "../core/stands-by";
import { EDGE } from "./edge-subject";
import { webAclLogs } from "./web-acl-logs";
import { originRules, webAclRules } from "./web-acl-rules";

/** AWS WAF's limit on a web ACL's name. */
const WEB_ACL_NAME_MAX_LENGTH = 128;

/**
 * What a web ACL stands before: the distribution or the load balancer that users' requests come to, or a load balancer
 * that is the origin of the distribution.
 */
export type Guarded = "distribution" | "load-balancer" | "origin";

export type WebAclOutputs = NonNullable<EdgeOutputs["webAcl"]>;

export interface WebAclProps {
  readonly plan: Plan;
  readonly guards: Guarded;
  /** null for a distribution, which names its web ACL itself. */
  readonly loadBalancerArn: string | null;
  readonly logsKeyArn: string;
  /** Addresses from which the load test comes; none without one. */
  readonly testAddresses: readonly string[];
}

/** AWS WAF before CloudFront or a load balancer. */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly outputs: WebAclOutputs;

  constructor(scope: Construct, id: string, { plan, guards, loadBalancerArn, logsKeyArn, testAddresses }: WebAclProps) {
    super(scope, id);
    const scopeOfAcl = guards === "distribution" ? "CLOUDFRONT" : "REGIONAL";
    const region = guards === "distribution" ? GLOBAL_REGION : plan.environment.region;
    const name = resourceName(plan, guards === "origin" ? ["origin"] : [], WEB_ACL_NAME_MAX_LENGTH);
    const exempt =
      testAddresses.length === 0
        ? null
        : new Wafv2IpSet(this, "load_test", {
            ...regionArgument(plan, region),
            name: resourceName(plan, ["load-test"], WEB_ACL_NAME_MAX_LENGTH),
            description: "NAT gateways of the plan, from which its load test comes",
            scope: scopeOfAcl,
            ipAddressVersion: "IPV4",
            addresses: testAddresses.map((address) => `${address}/32`),
          });
    const acl = new Wafv2WebAcl(this, "acl", {
      ...regionArgument(plan, region),
      name,
      scope: scopeOfAcl,
      defaultAction: { allow: {} },
      rule: guards === "origin" ? originRules(plan) : webAclRules(plan, exempt === null ? null : exempt.arn),
      visibilityConfig: { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
    });
    if (loadBalancerArn !== null) {
      new Wafv2WebAclAssociation(this, "association", { webAclArn: acl.arn, resourceArn: loadBalancerArn });
    }
    webAclLogs(this, { plan, region, name, webAclArn: acl.arn, logsKeyArn });
    provides(acl, EDGE, "web-application-firewall");
    standsBy(acl, EDGE, plan);
    // Alarms and runbooks are about the one that users meet.
    if (guards !== "origin") playsRole(acl, EDGE, "web-acl", { name, scope: scopeOfAcl, region });
    this.arn = acl.arn;
    this.outputs = { name, scope: scopeOfAcl, metricName: name };
  }
}
