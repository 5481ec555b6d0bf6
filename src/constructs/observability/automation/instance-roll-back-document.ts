import { DEPLOY_STAGE } from "../../../model/pipeline-stages";
import type { Plan, Service } from "../../../model/plan";
import { deploymentGroupName, pipelineName } from "../../core/shared-names";
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

/** Deployments that can be stopped (CodeDeploy API reference, StopDeployment), as the plain commands look for them. */
const RUNNING = ["Created", "Queued", "InProgress"];

/** How a pipeline's execution can end (CodePipeline API reference, PipelineExecution). */
const EXECUTION_ENDED = ["Succeeded", "Failed", "Stopped", "Cancelled", "Superseded"];

/** Three hours: instances are replaced one by one or zone by zone, and the first zone bakes. */
const DEPLOYMENT_SECONDS = 10_800;

/** What runs now is stopped and goes back by itself; what has ended is undone by the pipeline. */
export function instanceRollBackDocument(plan: Plan, service: Service): RunbookDocument {
  return {
    operation: "roll-back",
    description:
      `Puts the version before of ${subjectWords({ kind: "service", name: service.name })} in ` +
      `${plan.environment.name} back. A deployment that runs is stopped, and CodeDeploy puts the last good version ` +
      "back. Else the pipeline deploys again what it had deployed before. Waits for the end. What the new version " +
      "wrote to stores stays.",
    runbooks: ["roll-back", "deployment-failure"],
    parameters: {},
    steps: [...inOrder(...stopSteps(plan, service)), ...inOrder(...redeploySteps(plan, service))],
    outputs: ["findDeployment.DeploymentId", "redeploy.ExecutionId"],
  };
}

function stopSteps(plan: Plan, { name }: Service): readonly Step[] {
  const group = deploymentGroupName(plan, name);
  const deployment = codeDeploy("GetDeployment", { deploymentId: reference("findDeployment.DeploymentId") });
  const readGroup = codeDeploy("GetDeploymentGroup", { applicationName: group, deploymentGroupName: group });
  const newest: Property = { of: readGroup, at: "$.deploymentGroupInfo.lastAttemptedDeployment.status" };
  return [
    call({ name: "findDeployment", description: "The newest deployment." }, readGroup, [
      output("DeploymentId", "$.deploymentGroupInfo.lastAttemptedDeployment.deploymentId"),
    ]),
    either(
      { name: "isDeploying", description: "Does it run now?" },
      { of: deployment, at: "$.deploymentInfo.status" },
      RUNNING,
      { yes: "isByPipeline", no: "findExecution" },
    ),
    either(
      // Auto Scaling deploys the last good version to each new instance: to stop that would roll nothing back.
      { name: "isByPipeline", description: "Is it one of the pipeline, not of a new instance?" },
      { of: deployment, at: "$.deploymentInfo.creator" },
      ["user"],
      { yes: "stopDeployment", no: "findExecution" },
    ),
    call(
      { name: "stopDeployment", description: "Stop it; CodeDeploy puts the last good version back." },
      codeDeploy("StopDeployment", {
        deploymentId: reference("findDeployment.DeploymentId"),
        autoRollbackEnabled: true,
      }),
    ),
    // The stopped one ends as Stopped, so that these two are the ends of the deployment that rolls back.
    waitUntil(
      { name: "awaitRollback", description: "Wait until the last good version is back." },
      newest,
      ["Succeeded", "Failed"],
      DEPLOYMENT_SECONDS,
    ),
    insist({ name: "checkRollback", description: "The last good version runs again." }, newest, ["Succeeded"]),
  ];
}

function redeploySteps(plan: Plan, { name }: Service): readonly Step[] {
  const pipeline = pipelineName(plan, name);
  const status: Property = {
    of: codePipeline("GetPipelineExecution", {
      pipelineName: pipeline,
      pipelineExecutionId: reference("redeploy.ExecutionId"),
    }),
    at: "$.pipelineExecution.status",
  };
  return [
    call(
      // Newest first, as the plain command reads them too.
      { name: "findExecution", description: "The execution before the one that deployed last." },
      codePipeline("ListPipelineExecutions", {
        pipelineName: pipeline,
        filter: { succeededInStage: { stageName: DEPLOY_STAGE } },
      }),
      [output("ExecutionId", "$.pipelineExecutionSummaries[1].pipelineExecutionId")],
    ),
    call(
      { name: "redeploy", description: "Deploy again what it had deployed." },
      codePipeline("RollbackStage", {
        pipelineName: pipeline,
        stageName: DEPLOY_STAGE,
        targetPipelineExecutionId: reference("findExecution.ExecutionId"),
      }),
      [output("ExecutionId", "$.pipelineExecutionId")],
    ),
    waitUntil(
      { name: "awaitRedeployment", description: "Wait for the end." },
      status,
      EXECUTION_ENDED,
      DEPLOYMENT_SECONDS,
    ),
    insist({ name: "checkRedeployment", description: "The version before runs again." }, status, ["Succeeded"]),
  ];
}

function codeDeploy(operation: string, parameters: ApiCall["parameters"]): ApiCall {
  return { service: "codedeploy", operation, parameters };
}

function codePipeline(operation: string, parameters: ApiCall["parameters"]): ApiCall {
  return { service: "codepipeline", operation, parameters };
}
