import { bakeSeconds } from "../../../model/deployment";
import type { Plan, Service } from "../../../model/plan";
import type { EcsOutputs } from "../../core/stack-outputs";
import type { RunbookDocument } from "./runbook-document";
import {
  type ApiCall,
  call,
  either,
  inOrder,
  insist,
  output,
  type Property,
  reference,
  type Step,
  subjectWords,
  waitUntil,
} from "./step";

export interface EcsTarget {
  readonly plan: Plan;
  readonly service: Service;
  readonly ecs: EcsOutputs;
}

/** Service deployments that are on their way, and those that have ended (ECS API reference, ServiceDeployment). */
const RUNNING = ["PENDING", "IN_PROGRESS"];
const ENDED = ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"];

/** From the request until ECS lists the deployment. It takes seconds. */
const APPEAR_SECONDS = 300;

/** Starting new tasks, health checks and draining, for a service of any size; bake times come on top. */
const REPLACEMENT_SECONDS = 1800;

/** A new deployment of what runs, followed to its end. */
export function restartDocument(target: EcsTarget): RunbookDocument {
  return {
    operation: "restart",
    description:
      `Replaces all tasks of ${words(target)} in ${target.plan.environment.name}, a few at a time, and waits for the ` +
      "end. The old tasks stay until new ones are healthy. A deployment that runs already replaces them too: it is " +
      "followed instead. Fails when ECS rolls back.",
    runbooks: ["service-errors", "service-health", "service-saturation", "database-connections"],
    parameters: {},
    steps: inOrder(
      either({ name: "isDeploying", description: "Does a deployment run already?" }, runningStatus(target), RUNNING, {
        yes: "findDeployment",
        no: "restart",
      }),
      call(
        { name: "restart", description: "Start a deployment of the version that runs." },
        ecsCall("UpdateService", { ...named(target), forceNewDeployment: true }),
      ),
      ...followSteps(target),
    ),
    outputs: ["findDeployment.DeploymentArn"],
  };
}

/** What runs now is stopped and goes back by itself; what has ended is undone by deploying what was there before. */
export function rollBackDocument(target: EcsTarget): RunbookDocument {
  return {
    operation: "roll-back",
    description:
      `Puts the version before of ${words(target)} in ${target.plan.environment.name} back. A deployment that runs is ` +
      "stopped, and ECS rolls it back. Else the task definition that ran before the last deployment is deployed, and " +
      "the run waits for the end. After a restart the one before is the same: then roll back with the pipeline. " +
      "What the new version wrote to stores stays.",
    runbooks: ["roll-back", "deployment-failure"],
    parameters: {},
    steps: [...inOrder(...stopSteps(target)), ...inOrder(...redeploySteps(target))],
    outputs: ["readService.TaskDefinition", "findTaskDefinition.TaskDefinition"],
  };
}

function stopSteps(target: EcsTarget): readonly Step[] {
  const deployment = reference("findRunning.DeploymentArn");
  return [
    either({ name: "isDeploying", description: "Does a deployment run now?" }, runningStatus(target), RUNNING, {
      yes: "findRunning",
      no: "readService",
    }),
    call({ name: "findRunning", description: "Which deployment runs." }, runningDeployments(target), [
      output("DeploymentArn", "$.serviceDeployments[0].serviceDeploymentArn"),
    ]),
    call(
      { name: "stopDeployment", description: "Stop it; ECS puts the version before back." },
      ecsCall("StopServiceDeployment", { serviceDeploymentArn: deployment, stopType: "ROLLBACK" }),
    ),
    waitUntil(
      { name: "awaitRollback", description: "Wait until ECS has rolled back." },
      statusOf(deployment),
      ENDED,
      endSeconds(target),
    ),
    insist({ name: "checkRollback", description: "The version before runs again." }, statusOf(deployment), [
      "ROLLBACK_SUCCESSFUL",
    ]),
  ];
}

function redeploySteps(target: EcsTarget): readonly Step[] {
  const { cluster, service } = named(target);
  return [
    call(
      { name: "readService", description: "What runs now, and the deployment that brought it." },
      ecsCall("DescribeServices", { cluster, services: [service] }),
      [
        output("TaskDefinition", "$.services[0].taskDefinition"),
        output("DeploymentArn", "$.services[0].currentServiceDeployment"),
      ],
    ),
    call(
      { name: "findRevision", description: "What ran before that deployment." },
      ecsCall("DescribeServiceDeployments", { serviceDeploymentArns: [reference("readService.DeploymentArn")] }),
      [output("RevisionArn", "$.serviceDeployments[0].sourceServiceRevisions[0].arn")],
    ),
    call(
      { name: "findTaskDefinition", description: "The task definition of what ran before." },
      ecsCall("DescribeServiceRevisions", { serviceRevisionArns: [reference("findRevision.RevisionArn")] }),
      [output("TaskDefinition", "$.serviceRevisions[0].taskDefinition")],
    ),
    call(
      { name: "deployBefore", description: "Deploy it again." },
      ecsCall("UpdateService", { cluster, service, taskDefinition: reference("findTaskDefinition.TaskDefinition") }),
    ),
    ...followSteps(target),
  ];
}

/** From a deployment just asked for to its end. */
function followSteps(target: EcsTarget): readonly Step[] {
  const deployment = reference("findDeployment.DeploymentArn");
  return [
    waitUntil(
      { name: "awaitDeployment", description: "Wait until ECS lists the deployment." },
      runningStatus(target),
      RUNNING,
      APPEAR_SECONDS,
    ),
    call({ name: "findDeployment", description: "Which deployment it is." }, runningDeployments(target), [
      output("DeploymentArn", "$.serviceDeployments[0].serviceDeploymentArn"),
    ]),
    waitUntil({ name: "awaitEnd", description: "Wait for its end." }, statusOf(deployment), ENDED, endSeconds(target)),
    insist({ name: "checkEnd", description: "It succeeded: ECS did not roll back." }, statusOf(deployment), [
      "SUCCESSFUL",
    ]),
  ];
}

function endSeconds({ service }: EcsTarget): number {
  return REPLACEMENT_SECONDS + bakeSeconds(service.deployment);
}

/** One at a time at most: a newer deployment takes the place of one that runs. */
function runningDeployments(target: EcsTarget): ApiCall {
  return ecsCall("ListServiceDeployments", { ...named(target), status: RUNNING });
}

function runningStatus(target: EcsTarget): Property {
  return { of: runningDeployments(target), at: "$.serviceDeployments[0].status" };
}

function statusOf(deployment: string): Property {
  return {
    of: ecsCall("DescribeServiceDeployments", { serviceDeploymentArns: [deployment] }),
    at: "$.serviceDeployments[0].status",
  };
}

function named({ ecs }: EcsTarget) {
  return { cluster: ecs.clusterName, service: ecs.serviceName };
}

function ecsCall(operation: string, parameters: ApiCall["parameters"]): ApiCall {
  return { service: "ecs", operation, parameters };
}

function words({ service }: EcsTarget): string {
  return subjectWords({ kind: "service", name: service.name });
}
