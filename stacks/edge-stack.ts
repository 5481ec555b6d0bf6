import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  EdgeOutputs,
  FoundationOutputs,
  ServicesOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import { Cdn } from "../src/constructs/edge/cdn";
import { type AliasTarget, domainRecords } from "../src/constructs/edge/domain-records";
import { domainHealthCheck } from "../src/constructs/edge/health-check";
import { type PublicEndpoint, publicEndpoint } from "../src/constructs/edge/public-endpoint";
import { WebAcl } from "../src/constructs/edge/web-acl";
import type { Plan } from "../src/model/plan";

export interface EdgeInputs {
  readonly foundation: FoundationOutputs;
  readonly services: ServicesOutputs;
  /** null without a recovery region. */
  readonly standby: StandbyOutputs | null;
}

/** What the world meets first: CDN, web ACL, address records, health check. Empty when nothing is public. */
export class EdgeStack extends OpsplanStack {
  readonly outputs: EdgeOutputs;

  constructor(scope: Construct, plan: Plan, inputs: EdgeInputs) {
    super(scope, plan, "edge");
    const endpoint = publicEndpoint(plan, inputs);
    this.outputs =
      endpoint === null
        ? { distributionId: null, webAcl: null, healthCheckId: null }
        : this.open(endpoint, inputs.foundation);
  }

  private open(endpoint: PublicEndpoint, foundation: FoundationOutputs): EdgeOutputs {
    const { domain, dns, loadBalancer } = endpoint;
    const acl = this.plan.edge.waf
      ? new WebAcl(this, "waf", {
          plan: this.plan,
          loadBalancerArn: loadBalancer.arn,
          logsKeyArn: foundation.keyArns.logs,
        })
      : null;
    const cdn = this.addCdn(endpoint, foundation, acl);
    const target: AliasTarget =
      cdn === null
        ? { dnsName: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true }
        : {
            dnsName: cdn.distribution.domainName,
            zoneId: cdn.distribution.hostedZoneId,
            evaluateTargetHealth: false,
          };
    // The load balancer's subnets have IPv4 addresses only; CloudFront brings IPv6.
    domainRecords(this, { zoneId: dns.zoneId, domain, target, ipv6: cdn !== null });
    const check = domainHealthCheck(this, this.plan, domain);
    return {
      distributionId: cdn === null ? null : cdn.distribution.id,
      webAcl: acl === null ? null : acl.outputs,
      healthCheckId: check === null ? null : check.id,
    };
  }

  private addCdn({ domain, dns, loadBalancer }: PublicEndpoint, foundation: FoundationOutputs, acl: WebAcl | null) {
    const certificateArn = dns.cdnCertificateArn;
    if (!this.plan.edge.cdn || certificateArn === null) return null;
    return new Cdn(this, "cdn", {
      plan: this.plan,
      domain,
      certificateArn,
      loadBalancer,
      logBucket: foundation.logBucket,
      webAclArn: acl === null ? null : acl.arn,
    });
  }
}
