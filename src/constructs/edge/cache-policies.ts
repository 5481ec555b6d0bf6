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
    parametersInCacheKeyAndForwardedToOrigin: key("none"),
  });
}

/**
 * Answers of one time to live that are the same for everybody: kept by host, path and query string. Cookies and
 * credentials are not in the key, and so do not reach the service either, which cannot answer for one user by mistake.
 * An answer that says `no-store` or `private` is not kept.
 */
export function answerCachePolicy(scope: Construct, plan: Plan, seconds: number): CloudfrontCachePolicy {
  return new CloudfrontCachePolicy(scope, `answers_${seconds}`, {
    name: resourceName(plan, ["answers", String(seconds)], POLICY_NAME_MAX_LENGTH),
    minTtl: 0,
    defaultTtl: seconds,
    maxTtl: seconds,
    parametersInCacheKeyAndForwardedToOrigin: key("all"),
  });
}

/** CloudFront reduces Accept-Encoding to `br` and `gzip` and keeps one answer for each, not one for each browser. */
function key(queryStringBehavior: "none" | "all") {
  return {
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
    queryStringsConfig: { queryStringBehavior },
  };
}
