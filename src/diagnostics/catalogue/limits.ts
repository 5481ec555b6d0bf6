import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, warning } from "./finding";

export function deliveryCount(range: SourceRange, count: number, most: number): Diagnostic {
  return error("delivery-count", range, {
    message: "deliveries of so many services cannot be counted",
    found: `${count} services on ecs-fargate with a pipeline each`,
    expected: `at most ${most}: each takes one of the 100 metric filters that CloudWatch Logs allows a log group`,
    fix: `divide the services between ${Math.ceil(count / most)} plans`,
  });
}

export function instanceSchedule(range: SourceRange, cron: string): Diagnostic {
  return error("instance-schedule", range, {
    message: "an Auto Scaling group cannot follow this schedule",
    found: quoted(cron),
    expected: "five fields that Unix cron knows: no year, no `L`, `W` or `#`",
    fix: "write the days out, and `*` for the year",
  });
}

export function routeWildcards(range: SourceRange, route: string, count: number, most: number): Diagnostic {
  return error("route-wildcards", range, {
    message: `the load balancer takes at most ${most} wildcards in a rule`,
    found: `${count} in ${quoted(route)}`,
    fix: "use fewer `*`: one at the end matches everything below",
  });
}

export function countriesUnenforced(range: SourceRange): Diagnostic {
  return error("countries-unenforced", range, {
    message: "nothing enforces the allowed countries without WAF and without a CDN",
    expected: "edge.waf or edge.cdn to be true",
    fix: "set edge.waf: true, or remove edge.allowedCountries",
  });
}

export function internalInstances(range: SourceRange, service: string): Diagnostic {
  return warning("internal-instances", range, {
    message: `other services cannot reach ${quoted(service)} by name: Service Connect does not cover EC2 instances`,
    expected: "runtime ecs-fargate for a service with exposure internal",
    fix: "set runtime: ecs-fargate, or exposure: public",
  });
}

/** Something that the plan becomes is larger than AWS takes. */
export function awsLimit(
  range: SourceRange,
  excess: {
    readonly stack: string;
    readonly address: string;
    readonly unit: string;
    readonly count: number;
    readonly most: number;
  },
): Diagnostic {
  return error("aws-limit", range, {
    message: "the plan is too large for one of AWS's limits",
    found: `${excess.count} ${excess.unit}: ${excess.address} of the stack ${excess.stack}`,
    expected: `at most ${excess.most}`,
    fix: "divide services and data stores between several plans",
  });
}
