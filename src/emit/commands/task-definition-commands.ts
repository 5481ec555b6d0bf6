import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { assign, expression, variable } from "./shell";

/** What a task definition is registered from; AWS adds the rest, and refuses it as input. */
const REGISTERED = [
  "family",
  "taskRoleArn",
  "executionRoleArn",
  "networkMode",
  "containerDefinitions",
  "volumes",
  "requiresCompatibilities",
  "cpu",
  "memory",
  "runtimePlatform",
];

/**
 * Deploys Terraform's newest task definition with the image that runs now. A pipeline copies the revision that runs,
 * so that what the plan changes (variables, secrets, size) reaches the service only this way.
 */
export function deployTaskDefinition(handles: HandlesOf<"ecs-service">, region: string): string {
  const { cluster, service, taskFamily, container } = handles;
  const describe = (definition: string) =>
    aws("ecs describe-task-definition", { "task-definition": expression(definition), query: "taskDefinition" }, region);
  const edit = `.containerDefinitions |= map(if .name == "${container}" then .image = $image else . end) | {${REGISTERED.join(", ")}} | with_entries(select(.value))`;
  return [
    awsInto("RUNNING", "ecs describe-services", "services[0].taskDefinition", { cluster, services: service }, region),
    awsInto(
      "IMAGE",
      "ecs describe-task-definition",
      `taskDefinition.containerDefinitions[?name=='${container}'].image | [0]`,
      { "task-definition": variable("RUNNING") },
      region,
    ),
    assign("DEFINITION", `${describe(taskFamily)} | jq --arg image "$IMAGE" '${edit}'`),
    awsInto(
      "REVISION",
      "ecs register-task-definition",
      "taskDefinition.taskDefinitionArn",
      { "cli-input-json": variable("DEFINITION") },
      region,
    ),
    aws(
      "ecs update-service",
      { cluster, service, "task-definition": variable("REVISION"), query: "service.taskDefinition" },
      region,
    ),
  ].join("\n");
}
