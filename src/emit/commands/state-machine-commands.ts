import { aws, awsInto } from "./aws";
import { logsInsights } from "./log-queries";
import { dimension, lastHourOf } from "./metrics";
import { variable } from "./shell";

export interface Place {
  readonly region: string;
  readonly account: string;
}

export function stateMachineArn(name: string, { region, account }: Place): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
}

/** `ExecutionsStarted`, `ExecutionsFailed`, … over the last hour. */
export function executionMetric(machine: string, name: string, place: Place): string {
  return lastHourOf({
    namespace: "AWS/States",
    name,
    dimensions: [dimension("StateMachineArn", stateMachineArn(machine, place))],
    statistic: "Sum",
    region: place.region,
  });
}

/** The newest executions that failed. Step Functions keeps the list of standard machines only. */
export function failedExecutions(machine: string, place: Place): string {
  return aws(
    "stepfunctions list-executions",
    {
      "state-machine-arn": stateMachineArn(machine, place),
      "status-filter": "FAILED",
      "max-items": 10,
      query: "executions[].[startDate,stopDate,name]",
      output: "table",
    },
    place.region,
  );
}

/** Why the newest failed execution failed, and its last steps. Sets `EXECUTION`. */
export function newestFailure(machine: string, place: Place): string {
  return [
    findFailure(machine, place),
    aws(
      "stepfunctions describe-execution",
      { "execution-arn": variable("EXECUTION"), query: "{error:error,cause:cause,input:input}" },
      place.region,
    ),
    aws(
      "stepfunctions get-execution-history",
      {
        "execution-arn": variable("EXECUTION"),
        "reverse-order": true,
        "max-items": 10,
        query: "events[].[timestamp,type]",
        output: "table",
      },
      place.region,
    ),
  ].join("\n");
}

/** Runs the newest failed execution on from the step that failed; possible for 14 days (API reference, RedriveExecution). */
export function redriveExecution(machine: string, place: Place): string {
  return [
    findFailure(machine, place),
    aws("stepfunctions redrive-execution", { "execution-arn": variable("EXECUTION") }, place.region),
  ].join("\n");
}

function findFailure(machine: string, place: Place): string {
  return awsInto(
    "EXECUTION",
    "stepfunctions list-executions",
    "executions[0].executionArn",
    { "state-machine-arn": stateMachineArn(machine, place), "status-filter": "FAILED", "max-results": 1 },
    place.region,
  );
}

/** Where a machine's log goes. An express machine has no list of executions: its log is all there is. */
export function machineLogGroup(machine: string): string {
  return `/aws/vendedlogs/states/${machine}`;
}

const FAILED_STEPS =
  "filter type like /(Failed|TimedOut|Aborted)$/ | fields @timestamp, type, details.error, details.cause, execution_arn | sort @timestamp desc | limit 20";

/** What failed inside a machine over the last hour, from its log. */
export function failedSteps(machine: string, region: string): string {
  return logsInsights(machineLogGroup(machine), FAILED_STEPS, region);
}

/** The schedule that starts a machine: whether it is on, how often it starts it, and with which role. */
export function scheduleOf(machine: string, place: Place): string {
  return [
    awsInto(
      "SCHEDULE",
      "scheduler list-schedules",
      // A list: every page is printed by itself, and a single value would be `None` on all pages but one.
      `Schedules[?Target.Arn=='${stateMachineArn(machine, place)}'].Name`,
      {},
      place.region,
    ),
    aws(
      "scheduler get-schedule",
      {
        name: variable("SCHEDULE"),
        query: "{state:State,every:ScheduleExpression,role:Target.RoleArn,changed:LastModificationDate}",
      },
      place.region,
    ),
  ].join("\n");
}

/** Whether a machine is there, and who changed it last. */
export function machineState(machine: string, place: Place): string {
  return aws(
    "stepfunctions describe-state-machine",
    {
      "state-machine-arn": stateMachineArn(machine, place),
      query: "{status:status,type:type,role:roleArn,log:loggingConfiguration.level}",
    },
    place.region,
  );
}

/** Runs an express machine once and waits for the end: its answer has the error and its cause. */
export function runExpress(machine: string, place: Place): string {
  return aws(
    "stepfunctions start-sync-execution",
    {
      "state-machine-arn": stateMachineArn(machine, place),
      query: "{status:status,error:error,cause:cause}",
    },
    place.region,
  );
}
