import { awsName } from "./names";
import type { DeliverySource, Plan } from "./plan";
import { ownedState } from "./state-storage";

/** Issuer of the tokens that GitHub gives to a workflow's jobs, without its scheme: the name of IAM's provider. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** What a workflow's jobs may do in the account: `plan` reads it, `apply` changes it. */
export const PIPELINE_PURPOSES = ["plan", "apply"] as const;

export type PipelinePurpose = (typeof PIPELINE_PURPOSES)[number];

type NamedPlan = Pick<Plan, "name" | "environment">;

/** IAM's limits on the names of roles and of policies. */
const ROLE_NAME_MAX_LENGTH = 64;
const POLICY_NAME_MAX_LENGTH = 128;

/** The source, where it is on GitHub; else null, and there is no workflow. */
export function githubSource({ delivery: { source } }: Pick<Plan, "delivery">): DeliverySource | null {
  return source !== null && source.provider === "GitHub" ? source : null;
}

/** The source, where the bootstrap stack makes the roles that its workflow assumes; else null. */
export function ownedPipelineSource(plan: Pick<Plan, "delivery" | "state">): DeliverySource | null {
  return ownedState(plan) === null ? null : githubSource(plan);
}

/** GitHub's environment that the jobs which apply run in: one per plan, since a repository may hold several plans. */
export function githubEnvironment({ name, environment }: NamedPlan): string {
  return `${name}-${environment.name}`;
}

export function pipelineRoleName({ name, environment }: NamedPlan, purpose: PipelinePurpose): string {
  return awsName([name, environment.name, "terraform", purpose], ROLE_NAME_MAX_LENGTH);
}

export function pipelineRoleArn(plan: NamedPlan, purpose: PipelinePurpose): string {
  return `arn:aws:iam::${plan.environment.account}:role/${pipelineRoleName(plan, purpose)}`;
}

/** The most that any role of the plan may do, whatever its own policies say. */
export function boundaryName({ name, environment }: NamedPlan): string {
  return awsName([name, environment.name, "terraform", "boundary"], POLICY_NAME_MAX_LENGTH);
}

export function boundaryArn(plan: NamedPlan): string {
  return `arn:aws:iam::${plan.environment.account}:policy/${boundaryName(plan)}`;
}

export function githubProviderArn(account: string): string {
  return `arn:aws:iam::${account}:oidc-provider/${GITHUB_ISSUER}`;
}
