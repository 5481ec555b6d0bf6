import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { variable } from "./shell";

type Transfer = HandlesOf<"file-transfer">;

function findTask({ name }: Transfer, region: string): string {
  return awsInto("TASK", "datasync list-tasks", `Tasks[?Name=='${name}'].TaskArn | [0]`, {}, region);
}

/** Carries over what changed since the last run, and then compares both sides whole. */
export function startTransfer(transfer: Transfer, region: string): string {
  return [
    findTask(transfer, region),
    awsInto("RUN", "datasync start-task-execution", "TaskExecutionArn", { "task-arn": variable("TASK") }, region),
    transferResult(region),
  ].join("\n");
}

/** How `$RUN` goes; to be repeated until its status is SUCCESS, or ERROR with the reason. */
function transferResult(region: string): string {
  return aws(
    "datasync describe-task-execution",
    {
      "task-execution-arn": variable("RUN"),
      query:
        "{status:Status,to:EstimatedFilesToTransfer,transferred:FilesTransferred,verified:FilesVerified,bytes:BytesWritten,result:Result}",
    },
    region,
  );
}

/** Runs that DataSync remembers, with their state. */
export function transferRuns(transfer: Transfer, region: string): string {
  return [
    findTask(transfer, region),
    aws(
      "datasync list-task-executions",
      { "task-arn": variable("TASK"), query: "TaskExecutions[].[TaskExecutionArn,Status]", output: "table" },
      region,
    ),
  ].join("\n");
}

/** Number and size of what lies in the bucket. */
export function bucketSummary(bucket: string, region: string): string {
  return `${aws(`s3 ls s3://${bucket}`, { recursive: true, summarize: true }, region)} | tail -n 2`;
}

/** Agents by name; those of a source must be online. */
export function agentStates(region: string): string {
  return aws("datasync list-agents", { query: "Agents[].[AgentArn,Name,Status]", output: "table" }, region);
}
