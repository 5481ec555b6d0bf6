import { compareText } from "../../../model/compare-text";
import { policyDocument } from "../../core/policy";

/** Who may call, for a service network and for each service in it: both must say yes, and the caller's own policy too. */
export function authPolicy(principals: readonly string[]): string {
  return policyDocument({
    Sid: "NamedPrincipals",
    Principal: { AWS: [...principals].sort(compareText) },
    Action: "vpc-lattice-svcs:Invoke",
    // In an auth policy: the service or services that it is attached to.
    Resource: "*",
  });
}

/** Accounts of principals, which are account numbers or ARNs. */
export function principalAccounts(principals: readonly string[]): readonly string[] {
  return [...new Set(principals.map((principal) => principal.split(":")[4] ?? principal))].sort(compareText);
}
