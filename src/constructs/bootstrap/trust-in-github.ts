import { GITHUB_ISSUER, githubEnvironment, type PipelinePurpose } from "../../model/github-pipeline";
import type { DeliverySource, Plan } from "../../model/plan";
import { policyDocument } from "../core/policy";

/** What tokens that are meant for AWS are issued for (GitHub documentation, OpenID Connect in AWS). */
export const AUDIENCE = "sts.amazonaws.com";

/**
 * Trust in jobs of the plan's repository: for `plan`, of pull requests into it and of its branch; for `apply`, of its branch
 * in the plan's environment alone, which people protect on GitHub. A job with an environment has it for its subject and no
 * branch any more, so that the branch is asked for beside (IAM user guide, available keys for OIDC federation: GitHub's
 * `repository`, `ref` and `environment`).
 */
export function trustInGithub(
  plan: Plan,
  source: Pick<DeliverySource, "repository" | "branch">,
  purpose: PipelinePurpose,
  providerArn: string,
): string {
  const { repository, branch } = source;
  const ref = `refs/heads/${branch}`;
  const environment = githubEnvironment(plan);
  const contexts = purpose === "plan" ? ["pull_request", `ref:${ref}`] : [`environment:${environment}`];
  return policyDocument({
    Sid: "AssumedByWorkflow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
        [`${GITHUB_ISSUER}:repository`]: repository,
        ...(purpose === "plan" ? {} : { [`${GITHUB_ISSUER}:ref`]: ref, [`${GITHUB_ISSUER}:environment`]: environment }),
      },
      StringLike: {
        [`${GITHUB_ISSUER}:sub`]: contexts.flatMap((context) =>
          subjectsOf(repository).map((subject) => `${subject}:${context}`),
        ),
      },
    },
  });
}

/**
 * Repositories made or renamed since July 2026 have ids in their subject, `repo:org@123/shop@456`, older ones have none
 * (GitHub changelog of 23 April 2026). No name holds an `@`; that the repository is this one, the claim beside says.
 */
function subjectsOf(repository: string): readonly string[] {
  const [owner, name] = repository.split("/");
  return [`repo:${repository}`, `repo:${owner}@*/${name}@*`];
}
