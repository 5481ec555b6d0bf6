import type { HandlesOf } from "../../evidence/evidence";
import { GLOBAL_REGION } from "../../model/global-region";
import { aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { argument, expression, variable, withoutPrefix } from "./shell";

const HOUR_SECONDS = 3600;

/** What a user gets: status, and whether CloudFront answered from its cache. */
export function askFromOutside(domain: string, path: string): string {
  const url = `https://${domain}${path}`;
  return `curl -sS -o /dev/null -D - -w ${argument("total %{time_total} s\\n")} ${argument(url)}`;
}

export function resolveName(domain: string): string {
  return `dig +short ${argument(domain)} A`;
}

export function distributionStatus(alias: string): string {
  return [
    findDistribution(alias),
    aws(
      "cloudfront get-distribution",
      {
        id: variable("DISTRIBUTION"),
        query: "Distribution.{status:Status,enabled:DistributionConfig.Enabled,changed:LastModifiedTime}",
      },
      null,
    ),
  ].join("\n");
}

export function distributionMetric(alias: string, name: string, statistic: string): string {
  return [
    findDistribution(alias),
    lastHourOf({
      namespace: "AWS/CloudFront",
      name,
      dimensions: [expression('Name=DistributionId,Value="$DISTRIBUTION"'), dimension("Region", "Global")],
      statistic,
      region: GLOBAL_REGION,
    }),
  ].join("\n");
}

/** Drops whatever CloudFront keeps, so that the next answers come from the services. */
export function invalidate(alias: string): string {
  return [
    findDistribution(alias),
    aws(
      "cloudfront create-invalidation",
      { "distribution-id": variable("DISTRIBUTION"), paths: "/*", query: "Invalidation.Status" },
      null,
    ),
  ].join("\n");
}

function findDistribution(alias: string): string {
  // A list: every page is printed by itself, and a single value would be `None` on all pages but one.
  const query = `DistributionList.Items[?Aliases.Items[?@=='${alias}']].Id`;
  return awsInto("DISTRIBUTION", "cloudfront list-distributions", query, {}, null);
}

/** What the checkers around the world see, each with its reason. */
export function healthCheckStatus({ domain }: HandlesOf<"health-check">): string {
  // A list, for the same reason as of distributions.
  const query = `HealthChecks[?HealthCheckConfig.FullyQualifiedDomainName=='${domain}'].Id | [:1]`;
  return [
    awsInto("CHECK", "route53 list-health-checks", query, {}, null),
    aws(
      "route53 get-health-check-status",
      {
        "health-check-id": variable("CHECK"),
        query: "HealthCheckObservations[].[Region,StatusReport.Status]",
        output: "table",
      },
      null,
    ),
  ].join("\n");
}

/** Name, rules and priorities of a web ACL. */
export function webAclRules(acl: HandlesOf<"web-acl">): string {
  return [
    findWebAcl(acl),
    aws(
      "wafv2 get-web-acl",
      {
        name: acl.name,
        scope: acl.scope,
        id: expression(withoutPrefix("ACL_ARN", "##", "*/")),
        query: "WebACL.Rules[].[Priority,Name,VisibilityConfig.MetricName]",
        output: "table",
      },
      acl.region,
    ),
  ].join("\n");
}

/** Requests that one rule looked at, with the address they came from. `$RULE` is its metric. */
export function sampledRequests(acl: HandlesOf<"web-acl">): string {
  const window = `"StartTime=$(( $(date +%s) - ${HOUR_SECONDS} )),EndTime=$(date +%s)"`;
  return [
    findWebAcl(acl),
    aws(
      "wafv2 get-sampled-requests",
      {
        "web-acl-arn": variable("ACL_ARN"),
        "rule-metric-name": variable("RULE"),
        scope: acl.scope,
        "time-window": expression(window),
        "max-items": 100,
        query: "SampledRequests[].[Timestamp,Action,Request.ClientIP,Request.Country,Request.Method,Request.URI]",
        output: "table",
      },
      acl.region,
    ),
  ].join("\n");
}

/** Blocked requests over the last hour, for all rules together. */
export function blockedRequests({ name, scope, region }: HandlesOf<"web-acl">): string {
  const where = scope === "CLOUDFRONT" ? [] : [dimension("Region", region)];
  return lastHourOf({
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: [dimension("WebACL", name), dimension("Rule", "ALL"), ...where],
    statistic: "Sum",
    region,
  });
}

function findWebAcl({ name, scope, region }: HandlesOf<"web-acl">): string {
  return awsInto("ACL_ARN", "wafv2 list-web-acls", `WebACLs[?Name=='${name}'].ARN | [0]`, { scope }, region);
}

/** The newest requests that the firewall blocked, by address, from its log. */
export const BLOCKED_BY_ADDRESS =
  'filter action = "BLOCK" | stats count(*) as blocked by httpRequest.clientIp, terminatingRuleId | sort blocked desc | limit 25';
