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
import { regionalWebAcl } from "../src/constructs/edge/regional-web-acl";
import { type Traffic, traffic } from "../src/constructs/edge/traffic";
import { WebAcl, type WebAclOutputs } from "../src/constructs/edge/web-acl";
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
      endpoint === null ? { distributionId: null, webAcl: null, healthCheckId: null } : this.open(endpoint, inputs);
  }

  private open(endpoint: PublicEndpoint, { foundation, standby }: EdgeInputs): EdgeOutputs {
    const { plan } = this;
    const { domain, dns, loadBalancer } = endpoint;
    const behind = traffic(this, { plan, endpoint, standby, logBucketName: foundation.logBucket.name });
    const certificateArn = plan.edge.cdn ? dns.cdnCertificateArn : null;
    const front =
      certificateArn === null
        ? this.openLoadBalancer(endpoint, foundation, behind)
        : this.openDistribution(endpoint, foundation, behind, certificateArn);
    if (front.target !== null) {
      // The load balancer's subnets have IPv4 addresses only; CloudFront brings IPv6.
      domainRecords(this, { zoneId: dns.zoneId, domain, target: front.target, ipv6: front.distributionId !== null });
    }
    if (front.distributionId !== null) {
      regionalWebAcl(this, "origin_waf", {
        plan,
        loadBalancerArn: loadBalancer.arn,
        logsKeyArn: foundation.keyArns.logs,
        testAddresses: testAddresses(this.plan, foundation),
      });
    }
    const check = domainHealthCheck(this, plan, domain);
    return {
      distributionId: front.distributionId,
      webAcl: front.webAcl,
      healthCheckId: check === null ? null : check.id,
    };
  }

  private openLoadBalancer({ loadBalancer }: PublicEndpoint, foundation: FoundationOutputs, behind: Traffic): Front {
    const webAcl = regionalWebAcl(this, "waf", {
      plan: this.plan,
      loadBalancerArn: loadBalancer.arn,
      logsKeyArn: foundation.keyArns.logs,
      testAddresses: testAddresses(this.plan, foundation),
    });
    return { distributionId: null, webAcl, target: behind.target };
  }

  private openDistribution(
    { domain }: PublicEndpoint,
    foundation: FoundationOutputs,
    behind: Traffic,
    certificateArn: string,
  ): Front {
    const { plan } = this;
    const acl = plan.edge.waf
      ? new WebAcl(this, "waf", {
          plan,
          guards: "distribution",
          loadBalancerArn: null,
          logsKeyArn: foundation.keyArns.logs,
          testAddresses: testAddresses(this.plan, foundation),
        })
      : null;
    const { distribution } = new Cdn(this, "cdn", {
      plan,
      domain,
      certificateArn,
      origin: behind.origin,
      logBucket: foundation.logBucket,
      webAclArn: acl === null ? null : acl.arn,
    });
    return {
      distributionId: distribution.id,
      webAcl: acl === null ? null : acl.outputs,
      target: {
        dnsName: distribution.domainName,
        zoneId: distribution.hostedZoneId,
        evaluateTargetHealth: false,
      },
    };
  }
}

/** Addresses that the load test comes from, which the limit on requests of one address would stop. */
function testAddresses({ resilience }: Plan, { natAddresses }: FoundationOutputs): readonly string[] {
  return resilience.loadTest === null ? [] : natAddresses;
}

/** What users meet. */
interface Front {
  readonly distributionId: string | null;
  readonly webAcl: WebAclOutputs | null;
  /** What the domain leads to; null where records that switch between regions say so. */
  readonly target: AliasTarget | null;
}
