import { awsName } from "./names";
import type { Plan, StateBackend } from "./plan";

type RemoteState = Extract<StateBackend, { kind: "s3" }>;
type StatePlan = Pick<Plan, "name" | "environment" | "state">;

/** KMS allows 256 characters, of which `alias/` takes six. */
const ALIAS_MAX_LENGTH = 250;

/** The state's bucket where a stack of the plan itself makes it, else null. */
export function ownedState({ state }: Pick<Plan, "state">): RemoteState | null {
  return state.kind === "s3" && state.bootstrap === "owned" ? state : null;
}

/** Where the states of the plan's stacks lie in the bucket, without a `/` at its end. */
export function stateFolder({ name, environment }: Pick<Plan, "name" | "environment">): string {
  return `opsplan/${name}/${environment.name}`;
}

/** Alias of the key that the bootstrap stack makes; null where there is none to make. */
export function stateKeyAlias(plan: StatePlan): string | null {
  const owned = ownedState(plan);
  if (owned === null || owned.kmsKeyArn !== null) return null;
  return `alias/${awsName([plan.name, plan.environment.name, "state"], ALIAS_MAX_LENGTH)}`;
}

/**
 * What the S3 backend writes states with; null for S3's own keys. A key that the bootstrap stack makes has no ARN before
 * it stands; its alias has, and S3 and the backend take the alias's ARN for it (PutObject; backend S3, `kms_key_id`).
 */
export function stateKeyArn(plan: StatePlan): string | null {
  const { state, environment } = plan;
  if (state.kind !== "s3") return null;
  const alias = stateKeyAlias(plan);
  return alias === null ? state.kmsKeyArn : `arn:aws:kms:${state.region}:${environment.account}:${alias}`;
}
