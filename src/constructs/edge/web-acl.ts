import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { regionArgument } from "../core/region-argument";
import type { EdgeOutputs } from "../core/stack-outputs";
import { EDGE } from "./edge-subject";
import { webAclLogs } from "./web-acl-logs";
import { webAclRules } from "./web-acl-rules";

/** AWS WAF's limit on a web ACL's name. */
const WEB_ACL_NAME_MAX_LENGTH = 128;

export interface WebAclProps {
  readonly plan: Plan;
  readonly loadBalancerArn: string;
  readonly logsKeyArn: string;
}

/** AWS WAF before CloudFront, or before the load balancer of a plan without a CDN. */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly outputs: NonNullable<EdgeOutputs["webAcl"]>;

  constructor(scope: Construct, id: string, { plan, loadBalancerArn, logsKeyArn }: WebAclProps) {
    super(scope, id);
    const scopeOfAcl = plan.edge.cdn ? "CLOUDFRONT" : "REGIONAL";
    const region = plan.edge.cdn ? GLOBAL_REGION : plan.environment.region;
    const name = resourceName(plan, [], WEB_ACL_NAME_MAX_LENGTH);
    const acl = new Wafv2WebAcl(this, "acl", {
      ...regionArgument(plan, region),
      name,
      scope: scopeOfAcl,
      defaultAction: { allow: {} },
      rule: webAclRules(plan),
      visibilityConfig: { metricName: name, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
    });
    if (scopeOfAcl === "REGIONAL") {
      new Wafv2WebAclAssociation(this, "association", { webAclArn: acl.arn, resourceArn: loadBalancerArn });
    }
    webAclLogs(this, { plan, region, name, webAclArn: acl.arn, logsKeyArn });
    provides(acl, EDGE, "web-application-firewall");
    playsRole(acl, EDGE, "web-acl", { name, scope: scopeOfAcl, region });
    this.arn = acl.arn;
    this.outputs = { name, scope: scopeOfAcl, metricName: name };
  }
}
