import { Route53HealthCheck, type Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { HEALTH_CHECK_FAILURES, healthCheckSeconds } from "../../model/recovery-detection";
import { resourceName } from "../core/names";
import { checkerRegions } from "./checker-regions";
import { EDGE } from "./edge-subject";
import { healthTarget } from "./health-target";

/** Tag values hold 256 characters. */
const NAME_TAG_MAX_LENGTH = 256;

const HTTPS_PORT = 443;

/** Asks for the domain from several continents; null where no checker is let in. */
export function domainHealthCheck(scope: Construct, plan: Plan, domain: string): Route53HealthCheck | null {
  const regions = checkerRegions(plan);
  if (regions === null) return null;
  const name = resourceName(plan, ["domain"], NAME_TAG_MAX_LENGTH);
  const check = new Route53HealthCheck(scope, "health_check", {
    fqdn: domain,
    port: HTTPS_PORT,
    ...question(healthTarget(plan)),
    failureThreshold: HEALTH_CHECK_FAILURES,
    requestInterval: healthCheckSeconds(plan.recovery),
    regions: [...regions],
    tags: { Name: name },
  });
  provides(check, EDGE, "health-check");
  playsRole(check, EDGE, "health-check", { name, domain });
  return check;
}

/** Without a routed health path every path might rightly answer 404, so only the connection can be judged. */
function question(path: string | null): Pick<Route53HealthCheckConfig, "type" | "resourcePath" | "enableSni"> {
  return path === null ? { type: "TCP" } : { type: "HTTPS", resourcePath: path, enableSni: true };
}
