import { VerifiedaccessTrustProvider } from "@cdktf/provider-aws/lib/verifiedaccess-trust-provider";
import type { Construct } from "constructs";
import { playsRole } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";

const SUBJECT: Subject = { kind: "plan", name: "private-ingress" };

/** What policies call the provider. */
export const IDENTITY = "identity";

/**
 * Stands where the client's secret belongs until somebody sets it, outside Terraform: the provider has no write-only
 * argument for it, and whatever Terraform is given stays readable in its state.
 */
const SET_OUTSIDE_TERRAFORM = "set-after-the-first-apply";

/** Who signs users in: IAM Identity Center, or the plan's own identity provider by OIDC. */
export function trustProvider(scope: Construct, plan: Plan): VerifiedaccessTrustProvider {
  const { oidc } = plan.security.privateIngress;
  const name = resourceName(plan, ["identity"], 255);
  const common = { policyReferenceName: IDENTITY, trustProviderType: "user", tags: { Name: name } };
  if (oidc === undefined) {
    return new VerifiedaccessTrustProvider(scope, "identity", {
      ...common,
      userTrustProviderType: "iam-identity-center",
    });
  }
  const provider = new VerifiedaccessTrustProvider(scope, "identity", {
    ...common,
    userTrustProviderType: "oidc",
    oidcOptions: {
      issuer: oidc.issuer,
      authorizationEndpoint: oidc.authorizationEndpoint,
      tokenEndpoint: oidc.tokenEndpoint,
      userInfoEndpoint: oidc.userInfoEndpoint,
      clientId: oidc.clientId,
      clientSecret: SET_OUTSIDE_TERRAFORM,
      scope: "openid profile email",
    },
    lifecycle: { ignoreChanges: ["oidc_options[0].client_secret"] },
  });
  playsRole(provider, SUBJECT, "oidc-trust-provider", { name, secret: oidc.secret });
  return provider;
}

/**
 * Cedar policy of everything behind Verified Access. Identity Center says whether it has verified a user's address; an
 * identity provider decides by the client's assignments who gets in, and is only asked for somebody who signed in.
 * Either names the groups of the user: Identity Center as keys of a record, a provider as a set (Verified Access user
 * guide, "Verified Access example policies").
 */
export function accessPolicy({ security }: Plan): string {
  const { oidc, groups } = security.privateIngress;
  const identity = `context.${IDENTITY}`;
  const known =
    oidc === undefined ? `${identity}.user.email.verified == true` : `context has ${IDENTITY} && ${identity} has sub`;
  const member = groups.map((group) =>
    oidc === undefined ? `${identity}.groups has "${group}"` : `${identity}.groups.contains("${group}")`,
  );
  const admitted = member.length === 0 ? "" : ` && ${identity} has groups && (${member.join(" || ")})`;
  return `permit(principal, action, resource) when { ${known}${admitted} };`;
}
