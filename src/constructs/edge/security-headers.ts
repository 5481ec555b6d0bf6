import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";

/** CloudFront's limit on a policy's name. */
const POLICY_NAME_MAX_LENGTH = 128;

/** Two years, what browsers' preload lists ask for at least half of (hstspreload.org). */
const HSTS_SECONDS = 63_072_000;

/**
 * Headers every answer carries. A service may set stricter ones of its own, except for HTTPS and content sniffing,
 * which are not its to loosen.
 */
export function securityHeaders(scope: Construct, plan: Plan): CloudfrontResponseHeadersPolicy {
  return new CloudfrontResponseHeadersPolicy(scope, "security_headers", {
    name: resourceName(plan, ["security-headers"], POLICY_NAME_MAX_LENGTH),
    securityHeadersConfig: {
      // Subdomains of the domain may be others' hosts: they are not forced to HTTPS from here.
      strictTransportSecurity: { accessControlMaxAgeSec: HSTS_SECONDS, includeSubdomains: false, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: false },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
    },
  });
}
