import {
  CloudfrontDistribution,
  type CloudfrontDistributionOrigin,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontMonitoringSubscription } from "@cdktf/provider-aws/lib/cloudfront-monitoring-subscription";
import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import type { BucketOutputs, LoadBalancerOutputs } from "../core/stack-outputs";
import { AccessLogs } from "./access-logs";
import { cacheBehaviors, errorCaching } from "./cache-behaviors";
import { answerCachePolicy, staticCachePolicy } from "./cache-policies";
import { cellRouter } from "./cell-router/cell-router";
import { EDGE } from "./edge-subject";
import { securityHeaders } from "./security-headers";

/** CloudFront's limit on a VPC origin's name. */
const VPC_ORIGIN_NAME_MAX_LENGTH = 64;

const ORIGIN_ID = "load-balancer";

/**
 * Seconds that a connection to the load balancer is kept for the next request, and that an answer may take. Longer than
 * CloudFront's own 5 s saves the handshake of most requests; shorter than the load balancer's 60 s, or CloudFront would
 * use connections that are just being closed there. An answer may take CloudFront's own 30 s.
 */
const ORIGIN_TIMEOUTS = { originKeepaliveTimeout: 45, originReadTimeout: 30 } as const;

/** What the distribution asks: one load balancer inside the VPC, or whatever a name leads to. */
export type CdnOrigin =
  | { readonly kind: "vpc"; readonly loadBalancer: LoadBalancerOutputs }
  | { readonly kind: "name"; readonly dnsName: string };

export interface CdnProps {
  readonly plan: Plan;
  readonly domain: string;
  /** In us-east-1. */
  readonly certificateArn: string;
  readonly origin: CdnOrigin;
  readonly logBucket: BucketOutputs;
  /** null without a web ACL. */
  readonly webAclArn: string | null;
}

/** CloudFront before the load balancer. The origin's certificate is checked against the host that it passes on. */
export class Cdn extends Construct {
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const { plan, domain, logBucket: bucket } = props;
    this.distribution = this.distribute(props);
    new CloudfrontMonitoringSubscription(this, "metrics", {
      distributionId: this.distribution.id,
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    });
    new AccessLogs(this, "access_logs", { plan, distribution: this.distribution, bucket });
    provides(this.distribution, EDGE, "cdn");
    playsRole(this.distribution, EDGE, "cloudfront-distribution", { alias: domain });
  }

  private distribute(props: CdnProps): CloudfrontDistribution {
    const { plan, domain, certificateArn, webAclArn } = props;
    const { staticPaths, priceClass } = plan.edge;
    return new CloudfrontDistribution(this, "distribution", {
      comment: resourceName(plan, [], 128),
      enabled: true,
      aliases: [domain],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass,
      ...(webAclArn === null ? {} : { webAclId: webAclArn }),
      origin: [{ originId: ORIGIN_ID, ...originOf(this, props), ...shield(plan) }],
      ...cacheBehaviors({
        originId: ORIGIN_ID,
        staticPaths,
        headersPolicyId: securityHeaders(this, plan).id,
        staticPolicyId: staticPaths.length === 0 ? null : staticCachePolicy(this, plan).id,
        router: cellRouter(this, plan),
        cachedPaths: cachedPaths(this, plan),
      }),
      customErrorResponse: errorCaching(),
      restrictions: { geoRestriction: geoRestriction(plan) },
      viewerCertificate: {
        acmCertificateArn: certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    });
  }
}

function originOf(scope: Construct, { plan, origin }: CdnProps): Omit<CloudfrontDistributionOrigin, "originId"> {
  if (origin.kind === "vpc") {
    const vpcOriginId = vpcOrigin(scope, plan, origin.loadBalancer).id;
    return { domainName: origin.loadBalancer.dnsName, vpcOriginConfig: { vpcOriginId, ...ORIGIN_TIMEOUTS } };
  }
  return {
    domainName: origin.dnsName,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      ...ORIGIN_TIMEOUTS,
    },
  };
}

/** One cache more, for all of CloudFront's regions together: an object is asked for once. */
function shield({ edge }: Plan): Pick<CloudfrontDistributionOrigin, "originShield"> {
  return edge.originShield === null ? {} : { originShield: { enabled: true, originShieldRegion: edge.originShield } };
}

/** One policy for each time to live. */
function cachedPaths(scope: Construct, plan: Plan) {
  const policies = new Map<number, string>();
  return plan.edge.cachedPaths.map(({ path, ttl: { seconds } }) => {
    const cachePolicyId = policies.get(seconds) ?? answerCachePolicy(scope, plan, seconds).id;
    policies.set(seconds, cachePolicyId);
    return { pathPattern: path, cachePolicyId };
  });
}

function vpcOrigin(scope: Construct, plan: Plan, { arn }: LoadBalancerOutputs): CloudfrontVpcOrigin {
  return new CloudfrontVpcOrigin(scope, "vpc_origin", {
    vpcOriginEndpointConfig: [
      {
        name: resourceName(plan, [], VPC_ORIGIN_NAME_MAX_LENGTH),
        arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
      },
    ],
  });
}

/** With a web ACL the countries are its rule, which lets Route 53's checkers through on the health path. */
function geoRestriction(plan: Plan): { readonly restrictionType: string; readonly locations?: string[] } {
  const { waf, allowedCountries } = plan.edge;
  if (waf || allowedCountries.length === 0) return { restrictionType: "none" };
  return { restrictionType: "whitelist", locations: [...allowedCountries].sort() };
}
