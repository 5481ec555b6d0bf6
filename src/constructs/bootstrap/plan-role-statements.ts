import type { Plan } from "../../model/plan";
import { noDataStatements } from "../core/no-data-statements";
import type { Statement } from "../core/policy";
import { stateObjects, stateReadStatements } from "../core/state-read-statements";
import type { GeneratedResources } from "./generated-resources";
import { readStatements } from "./read-statements";

/**
 * What planning needs: the settings of what is generated, and the state, which it neither locks nor writes. A pull request
 * runs its own text of the workflow with this role, so that it holds no right to data and none to secrets.
 */
export function planRoleStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  return [
    ...noDataStatements({ plan, objects: readableObjects(plan, generated) }),
    { Sid: "NoSecrets", Effect: "Deny", Action: "secretsmanager:GetSecretValue", Resource: "*" },
    ...stateReadStatements(plan),
    ...readStatements(plan, generated),
  ];
}

/** Terraform looks at objects that are its resources: scripts and definitions, which the repository holds as well. */
export function readableObjects(plan: Plan, { objectKeys }: GeneratedResources): readonly string[] {
  const states = stateObjects(plan);
  return [...(states === null ? [] : [states]), ...objectKeys.map((key) => `arn:aws:s3:::*/${key}`)];
}
