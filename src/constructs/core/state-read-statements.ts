import type { Plan } from "../../model/plan";
import { stateFolder, stateKeyAlias } from "../../model/state-storage";
import type { Statement } from "./policy";

/** ARN pattern of the states of the plan's stacks; null where the state is local. */
export function stateObjects(plan: Plan): string | null {
  return plan.state.kind === "s3" ? `arn:aws:s3:::${plan.state.bucket}/${stateFolder(plan)}/*` : null;
}

/** What a role needs to read the state of the plan's own stacks, without a lock. */
export function stateReadStatements(plan: Plan): readonly Statement[] {
  const { state } = plan;
  const objects = stateObjects(plan);
  if (state.kind !== "s3" || objects === null) return [];
  return [
    { Sid: "ReadState", Action: "s3:GetObject", Resource: objects },
    {
      Sid: "ListState",
      Action: "s3:ListBucket",
      Resource: `arn:aws:s3:::${state.bucket}`,
      // Terraform looks for workspaces below `env:/`, which these stacks have none of.
      Condition: { StringLike: { "s3:prefix": [`${stateFolder(plan)}/*`, "env:/*"] } },
    },
    ...stateKeyStatements(plan, "DecryptState", "kms:Decrypt"),
  ];
}

/** Use of the key that encrypts the state; the plan's own has no ARN before it stands, and is known by its alias. */
export function stateKeyStatements(plan: Plan, sid: string, action: string | readonly string[]): readonly Statement[] {
  const { state, environment } = plan;
  if (state.kind !== "s3") return [];
  const alias = stateKeyAlias(plan);
  if (alias === null) {
    return state.kmsKeyArn === null ? [] : [{ Sid: sid, Action: action, Resource: state.kmsKeyArn }];
  }
  return [
    {
      Sid: sid,
      Action: action,
      Resource: `arn:aws:kms:${state.region}:${environment.account}:key/*`,
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
    },
  ];
}
