import { DEPLOY_STAGE, STANDBY_STAGE } from "../../model/pipeline-stages";
import { type AwsOptions, aws, awsInto } from "./aws";
import { variable } from "./shell";

/** The newest executions with their state, trigger and commit. */
export function executions(pipeline: string, region: string): string {
  return aws(
    "codepipeline list-pipeline-executions",
    {
      "pipeline-name": pipeline,
      "max-items": 10,
      query:
        "pipelineExecutionSummaries[].[startTime,status,executionType,trigger.triggerType,sourceRevisions[0].revisionId,pipelineExecutionId]",
    },
    region,
  );
}

/** State of every stage and action, with the error of what failed. */
export function pipelineState(pipeline: string, region: string): string {
  return aws(
    "codepipeline get-pipeline-state",
    {
      name: pipeline,
      query:
        "stageStates[].actionStates[].[actionName,latestExecution.status,latestExecution.errorDetails.message,latestExecution.externalExecutionUrl]",
    },
    region,
  );
}

export function startPipeline(pipeline: string, region: string): string {
  return aws("codepipeline start-pipeline-execution", { name: pipeline }, region);
}

/** Approves the execution that waits for a person. */
export function approve(pipeline: string, region: string): string {
  const find = (name: string, query: string) =>
    awsInto(name, "codepipeline get-pipeline-state", query, { name: pipeline }, region);
  const waiting = "stageStates[?actionStates[?latestExecution.token]]";
  return [
    find("STAGE", `${waiting}.stageName | [0]`),
    find("ACTION", `${waiting}[].actionStates[?latestExecution.token].actionName | [] | [0]`),
    find("TOKEN", `${waiting}[].actionStates[?latestExecution.token].latestExecution.token | [] | [0]`),
    aws(
      "codepipeline put-approval-result",
      {
        "pipeline-name": pipeline,
        "stage-name": variable("STAGE"),
        "action-name": variable("ACTION"),
        token: variable("TOKEN"),
        result: "summary=Checked,status=Approved",
      },
      region,
    ),
  ].join("\n");
}

/** Stops the execution that runs now. What a stage has already deployed stays deployed. */
export function stopExecution(pipeline: string, region: string): string {
  return [
    awsInto(
      "EXECUTION",
      "codepipeline list-pipeline-executions",
      // A list: every page is printed by itself, and a single value would be `None` on all pages but one.
      "pipelineExecutionSummaries[?status=='InProgress'].pipelineExecutionId | [:1]",
      { "pipeline-name": pipeline },
      region,
    ),
    aws(
      "codepipeline stop-pipeline-execution",
      {
        "pipeline-name": pipeline,
        "pipeline-execution-id": variable("EXECUTION"),
        abandon: true,
        reason: "Stopped by hand",
      },
      region,
    ),
  ].join("\n");
}

/** Deploys again what the execution before the current one had deployed. */
export function rollBackPipeline(pipeline: string, region: string): string {
  return rollBackStage(pipeline, DEPLOY_STAGE, region);
}

/** Brings the image before to the recovery region again. A rollback of one stage leaves the others alone. */
export function rollBackStandby(pipeline: string, region: string): string {
  return rollBackStage(pipeline, STANDBY_STAGE, region);
}

function rollBackStage(pipeline: string, stage: string, region: string): string {
  return [
    awsInto(
      "PREVIOUS",
      "codepipeline list-pipeline-executions",
      "pipelineExecutionSummaries[1].pipelineExecutionId",
      { "pipeline-name": pipeline, filter: { expression: `"succeededInStage={stageName=${stage}}"` } },
      region,
    ),
    aws(
      "codepipeline rollback-stage",
      { "pipeline-name": pipeline, "stage-name": stage, "target-pipeline-execution-id": variable("PREVIOUS") },
      region,
    ),
  ].join("\n");
}

/** Nothing new is deployed until the stage is opened again. */
export function holdPipeline(pipeline: string, region: string): string {
  return aws(
    "codepipeline disable-stage-transition",
    { ...transition(pipeline), reason: "Held during an incident" },
    region,
  );
}

export function openPipeline(pipeline: string, region: string): string {
  return aws("codepipeline enable-stage-transition", transition(pipeline), region);
}

/** Why the newest build of a project failed, phase by phase, and the address of its log. */
export function newestBuild(project: string, region: string): string {
  return [
    awsInto("BUILD", "codebuild list-builds-for-project", "ids[0]", { "project-name": project }, region),
    aws(
      "codebuild batch-get-builds",
      {
        ids: variable("BUILD"),
        query:
          "builds[0].{status:buildStatus,log:logs.deepLink,phases:phases[?phaseStatus!='SUCCEEDED'].[phaseType,phaseStatus,contexts[0].message]}",
      },
      region,
    ),
  ].join("\n");
}

/** Test reports of the newest build: how many tests, and how many of each result. */
export function newestTestReports(project: string, region: string): string {
  return [
    awsInto("BUILD", "codebuild list-builds-for-project", "ids[0]", { "project-name": project }, region),
    awsInto("REPORT", "codebuild batch-get-builds", "builds[0].reportArns[0]", { ids: variable("BUILD") }, region),
    aws(
      "codebuild batch-get-reports",
      { "report-arns": variable("REPORT"), query: "reports[0].[status,testSummary]" },
      region,
    ),
  ].join("\n");
}

function transition(pipeline: string): AwsOptions {
  return { "pipeline-name": pipeline, "stage-name": DEPLOY_STAGE, "transition-type": "Inbound" };
}
