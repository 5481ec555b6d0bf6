import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Plan } from "../../model/plan";
import { healthTarget } from "./health-target";

/** Seconds over which requests of one address are counted: the period that `edge.rateLimit` is written for. */
const RATE_WINDOW_SECONDS = 300;

/** Managed rule groups of AWS. `count` only measures; addresses of hosting providers and VPNs are customers too. */
const MANAGED_GROUPS = [
  { name: "ip-reputation", group: "AWSManagedRulesAmazonIpReputationList", priority: 20, counts: false },
  { name: "anonymous-ip", group: "AWSManagedRulesAnonymousIpList", priority: 30, counts: true },
  { name: "common", group: "AWSManagedRulesCommonRuleSet", priority: 40, counts: false },
  { name: "known-bad-inputs", group: "AWSManagedRulesKnownBadInputsRuleSet", priority: 50, counts: false },
  { name: "sql-injection", group: "AWSManagedRulesSQLiRuleSet", priority: 60, counts: false },
] as const;

/**
 * Rules in the order of their priorities: who may come at all, how often, then what is asked.
 *
 * @param exemptSetArn IP set whose addresses are not counted; null without one
 */
export function webAclRules(plan: Plan, exemptSetArn: string | null): Wafv2WebAclRule[] {
  return [...countryRules(plan), rateRule(plan, exemptSetArn), ...managedRules()];
}

/**
 * Rules of a load balancer that is the origin of a distribution. CloudFront's addresses are open to everybody's
 * distributions, so requests for another host are turned away: CloudFront passes on the host that the user asked for,
 * and gives no two distributions the same one. Countries and rates are judged at the distribution, by the addresses of
 * users; here every address is CloudFront's, and a header that names another can be made up.
 */
export function originRules(plan: Plan): Wafv2WebAclRule[] {
  const { domain } = plan.environment;
  if (domain === null) throw new Error("a plan without a domain has no origin");
  return [
    {
      name: "other-hosts",
      priority: 0,
      action: { block: {} },
      statement: negated(hostIs(domain)),
      visibilityConfig: visibility("other-hosts"),
    },
    ...managedRules(),
  ];
}

function countryRules(plan: Plan): Wafv2WebAclRule[] {
  const countries = [...plan.edge.allowedCountries].sort();
  if (countries.length === 0) return [];
  const outside = negated({ geo_match_statement: [{ country_codes: countries }] });
  const path = healthTarget(plan);
  return [
    {
      name: "countries",
      priority: 0,
      action: { block: {} },
      // Route 53 asks for the health path from countries of its own.
      statement: path === null ? outside : { and_statement: [{ statement: [outside, negated(exactly(path))] }] },
      visibilityConfig: visibility("countries"),
    },
  ];
}

function rateRule({ edge }: Plan, exemptSetArn: string | null): Wafv2WebAclRule {
  const others = exemptSetArn === null ? null : negated({ ip_set_reference_statement: [{ arn: exemptSetArn }] });
  const rate = {
    limit: edge.rateLimit,
    aggregate_key_type: "IP",
    evaluation_window_sec: RATE_WINDOW_SECONDS,
    ...(others === null ? {} : { scope_down_statement: [others] }),
  };
  return {
    name: "rate-limit",
    priority: 10,
    action: { block: {} },
    statement: { rate_based_statement: [rate] },
    visibilityConfig: visibility("rate-limit"),
  };
}

function managedRules(): Wafv2WebAclRule[] {
  return MANAGED_GROUPS.map(({ name, group, priority, counts }) => ({
    name,
    priority,
    overrideAction: counts ? { count: {} } : { none: {} },
    statement: { managed_rule_group_statement: [{ vendor_name: "AWS", name: group }] },
    visibilityConfig: visibility(name),
  }));
}

// Statements nest, so CDKTF leaves them in the provider's own spelling.
interface Statement {
  readonly [kind: string]: readonly object[];
}

function negated(statement: Statement): Statement {
  return { not_statement: [{ statement: [statement] }] };
}

function exactly(path: string): Statement {
  return {
    byte_match_statement: [
      {
        search_string: path,
        positional_constraint: "EXACTLY",
        field_to_match: [{ uri_path: [{}] }],
        text_transformation: [{ priority: 0, type: "NONE" }],
      },
    ],
  };
}

function hostIs(domain: string): Statement {
  return {
    byte_match_statement: [
      {
        search_string: domain,
        positional_constraint: "EXACTLY",
        field_to_match: [{ single_header: [{ name: "host" }] }],
        text_transformation: [{ priority: 0, type: "LOWERCASE" }],
      },
    ],
  };
}

function visibility(metricName: string): Wafv2WebAclRule["visibilityConfig"] {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
