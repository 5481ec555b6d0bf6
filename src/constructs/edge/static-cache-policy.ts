import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { resourceName } from "../core/names";

/** CloudFront's limit on a policy's name. */
const POLICY_NAME_MAX_LENGTH = 128;

/**
 * AWS's managed CachingOptimized (its times to live and compression) with the Host header in the key. The managed
 * one does not send Host to the origin, where the certificate is checked against it; sending Host outside the key
 * would let a request for the distribution's own name fill the cache with errors. Cookies and query strings stay out.
 */
export function staticCachePolicy(scope: Construct, plan: Plan): CloudfrontCachePolicy {
  return new CloudfrontCachePolicy(scope, "static_cache", {
    name: resourceName(plan, ["static"], POLICY_NAME_MAX_LENGTH),
    minTtl: 1,
    defaultTtl: SECONDS_PER_DAY,
    maxTtl: 365 * SECONDS_PER_DAY,
    parametersInCacheKeyAndForwardedToOrigin: {
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
  });
}
