import { jsonata, literal, orElse, quoted } from "../../core/state-machine/jsonata";
import { choice, type State, type States, task } from "../../core/state-machine/state";
import { CHANGE_METRICS } from "./change-metrics";
import { ALARM_EVENT } from "./change-rules";
import type { DeployedService } from "./change-subjects";

export interface ChangeDefinitionProps {
  readonly namespace: string;
  /** By pipeline. */
  readonly deployed: Readonly<Record<string, DeployedService>>;
  /** Services by alarm. */
  readonly burning: Readonly<Record<string, string>>;
}

/** How often a deployment that has not settled is looked at again. */
const POLL_SECONDS = 60;

/** Longest that one is followed: ECS itself gives a deployment up to 24 hours of bake time, before and after. */
const TIMEOUT_SECONDS = 172_800;

/**
 * What is looked back over. A state hands on 256 KiB (Step Functions quotas): a run with the message of its commit or an
 * action with its configuration may take 3 KB, a deployment 500 bytes, of which one answer holds no more.
 */
const RUNS = 50;
const ACTIONS = 50;
const DEPLOYMENTS = 100;

/** ECS API reference, ServiceDeploymentBrief. What was stopped gave way to another, and is no change of its own. */
const ECS_STATES = {
  PENDING: "running",
  IN_PROGRESS: "running",
  STOP_REQUESTED: "running",
  ROLLBACK_REQUESTED: "running",
  ROLLBACK_IN_PROGRESS: "running",
  SUCCESSFUL: "good",
  ROLLBACK_SUCCESSFUL: "bad",
  ROLLBACK_FAILED: "bad",
  STOPPED: "none",
};

/** CodePipeline API reference, ActionExecutionDetail. */
const ACTION_STATES = { InProgress: "running", Succeeded: "good", Failed: "bad", Abandoned: "none" };

/**
 * Follows one change to its end and publishes the four keys, for the service and for the plan. Started when a Deploy
 * action of a pipeline has ended, and when a burn-rate alarm is over.
 *
 * The end of the action is no witness on ECS: it waits for a steady service, and one that was rolled back is steady. So
 * the deployments themselves are asked, which also know those before: failed ones since the last good one are what this
 * one restores. Nothing is kept between executions.
 */
export function changeDefinition(props: ChangeDefinitionProps): State {
  return {
    Comment: "Deployment frequency, lead time, change failure rate, time to restore",
    QueryLanguage: "JSONata",
    StartAt: "Read event",
    TimeoutSeconds: TIMEOUT_SECONDS,
    States: {
      "Read event": readEvent(props),
      "Find service": findService(),
      "Is it ours?": choice("$service != ''", "What ended?", "Not ours"),
      "Not ours": { Type: "Succeed" },
      "What ended?": choice("$isAlarm", "Publish end of trouble", "Find run"),
      "Publish end of trouble": { ...publish(props, RESTORED), End: true },
      ...runStates(),
      ...deploymentStates(),
      "Judge change": judge(),
      "Was it deployed?": choice("$verdict = 'good'", "Publish change", "Did it fail?"),
      "Did it fail?": choice("$verdict = 'bad'", "Publish failure", "No change"),
      "No change": { Type: "Succeed" },
      "Publish failure": { ...publish(props, FAILED), End: true },
      "Publish change": { ...publish(props, DEPLOYED), Next: "Was it broken before?" },
      "Was it broken before?": choice("$seconds >= 0", "Publish restoration", "Published"),
      "Publish restoration": { ...publish(props, RESTORED), Next: "Published" },
      Published: { Type: "Succeed" },
    },
  };
}

/** Sets all that is read from the event; an alarm's trouble lasted as long as its state before. */
function readEvent({ deployed, burning }: ChangeDefinitionProps): State {
  const detail = "$states.input.detail";
  const isAlarm = `$lookup($states.input, 'detail-type') = ${quoted(ALARM_EVENT)}`;
  const ofAlarm = `{'service': $lookup(${literal(burning)}, ${detail}.alarmName)}`;
  const ofPipeline = `$lookup(${literal(deployed)}, ${detail}.pipeline)`;
  // CloudWatch writes the zone of its events' times as digits.
  const instant = (at: string) => `$toMillis($replace(${at}, '+0000', 'Z'))`;
  const lasted = `(${instant(`${detail}.state.timestamp`)} - ${instant(`${detail}.previousState.timestamp`)}) / 1000`;
  return {
    Type: "Pass",
    Assign: {
      isAlarm: jsonata(isAlarm),
      owner: jsonata(orElse(`${isAlarm} ? ${ofAlarm} : ${ofPipeline}`, "")),
      pipeline: jsonata(orElse(`${detail}.pipeline`, "")),
      run: jsonata(orElse(`$lookup(${detail}, 'execution-id')`, "")),
      actionFailed: jsonata(`$string(${detail}.state) = 'FAILED'`),
      over: jsonata("$states.input.time"),
      seconds: jsonata(`${isAlarm} ? ${lasted} : -1`),
    },
    Next: "Find service",
  };
}

/** Sets whose event it is. */
function findService(): State {
  return {
    Type: "Pass",
    Assign: {
      service: jsonata(orElse("$owner.service", "")),
      cluster: jsonata(orElse("$owner.ecs.cluster", "")),
      ecsService: jsonata(orElse("$owner.ecs.service", "")),
    },
    Next: "Is it ours?",
  };
}

/**
 * When the run began, and which runs are changes: a pipeline that rolls a stage back does so by a run of its own. With a
 * run that is no longer among the last there is nothing to measure from.
 */
function runStates(): States {
  const runs = "$states.result.PipelineExecutionSummaries";
  return {
    "Find run": {
      ...task("aws-sdk:codepipeline:listPipelineExecutions", {
        PipelineName: jsonata("$pipeline"),
        MaxResults: RUNS,
      }),
      Assign: {
        changes: jsonata(`[${runs}[ExecutionType != 'ROLLBACK'].PipelineExecutionId]`),
        rollbacks: jsonata(
          `[${runs}[ExecutionType = 'ROLLBACK'].{'from': $toMillis(StartTime), 'to': $toMillis(LastUpdateTime)}]`,
        ),
        begun: jsonata(orElse(`${runs}[PipelineExecutionId = $run].StartTime`, "")),
      },
      Next: "Is it a change?",
    },
    "Is it a change?": choice("$run in $changes and $begun != ''", "On ECS?", "No change"),
  };
}

/**
 * Sets `attempts`: deployments that began before the action was over, newest first, with their ends. Those by which a
 * pipeline rolled back are none.
 */
function deploymentStates(): States {
  return {
    "On ECS?": choice("$cluster != ''", "Read deployments", "Read actions"),
    "Read deployments": {
      ...task("aws-sdk:ecs:listServiceDeployments", {
        Cluster: jsonata("$cluster"),
        Service: jsonata("$ecsService"),
        MaxResults: DEPLOYMENTS,
      }),
      Assign: {
        attempts: attempts("$states.result.ServiceDeployments", {
          begun: "CreatedAt",
          ended: "FinishedAt",
          state: `$lookup(${literal(ECS_STATES)}, Status)`,
        }),
      },
      Next: "Has it settled?",
    },
    "Read actions": {
      ...task("aws-sdk:codepipeline:listActionExecutions", {
        PipelineName: jsonata("$pipeline"),
        MaxResults: ACTIONS,
      }),
      Assign: {
        attempts: attempts(
          "$states.result.ActionExecutionDetails[Input.ActionTypeId.Category = 'Deploy' and PipelineExecutionId in $changes]",
          { begun: "StartTime", ended: "LastUpdateTime", state: `$lookup(${literal(ACTION_STATES)}, Status)` },
        ),
      },
      Next: "Has it settled?",
    },
    "Has it settled?": choice("$attempts[0].state = 'running'", "Wait for its end", "Judge change"),
    "Wait for its end": { Type: "Wait", Seconds: POLL_SECONDS, Next: "On ECS?" },
  };
}

function attempts(
  found: string,
  { begun, ended, state }: { readonly begun: string; readonly ended: string; readonly state: string },
): string {
  const newestFirst = "function($a, $b) { $a.begun < $b.begun }";
  const read = `{'begun': $toMillis(${begun}), 'ended': $exists(${ended}) ? $toMillis(${ended}) : 0, 'state': ${state}}`;
  const counts =
    "function($a) { $a.begun <= $toMillis($over) and $count($rollbacks[from <= $a.begun and to >= $a.begun]) = 0 }";
  return jsonata(`[$sort($filter(${found}.(${read}), ${counts}), ${newestFirst})]`);
}

/**
 * Sets `verdict`, the `leadTime` of what was deployed and `seconds` since the first failure after the last good
 * deployment, -1 without one. A run whose action failed before it deployed anything has failed too.
 */
function judge(): State {
  const own = "$own := $attempts[0]; $made := $exists($own) and $own.begun >= $toMillis($begun)";
  const verdict = "$made ? $own.state : $actionFailed ? 'bad' : 'none'";
  const before = "$last := $attempts[state = 'good'][1].begun";
  const broken = "$broken := $attempts[state = 'bad' and ($exists($last) ? begun > $last : true)]";
  const restored = `($own := $attempts[0]; ${before}; ${broken}; $exists($broken) ? ($own.ended - $min($broken.begun)) / 1000 : -1)`;
  return {
    Type: "Pass",
    Assign: {
      verdict: jsonata(`(${own}; ${verdict})`),
      leadTime: jsonata(`(${own}; $made ? ($own.ended - $toMillis($begun)) / 1000 : 0)`),
      seconds: jsonata(restored),
    },
    Next: "Was it deployed?",
  };
}

interface Key {
  readonly name: string;
  readonly unit: "Count" | "Seconds";
  /** A number, or a JSONata expression. */
  readonly value: number | string;
}

const DEPLOYED: readonly Key[] = [
  { name: CHANGE_METRICS.deployed, unit: "Count", value: 1 },
  { name: CHANGE_METRICS.leadTime, unit: "Seconds", value: jsonata("$leadTime") },
];
const FAILED: readonly Key[] = [{ name: CHANGE_METRICS.failed, unit: "Count", value: 1 }];
const RESTORED: readonly Key[] = [{ name: CHANGE_METRICS.timeToRestore, unit: "Seconds", value: jsonata("$seconds") }];

/** Each key twice: with the service as its dimension, and with none for the plan. */
function publish({ namespace }: ChangeDefinitionProps, keys: readonly Key[]): State {
  return task("aws-sdk:cloudwatch:putMetricData", {
    Namespace: namespace,
    MetricData: keys.flatMap(({ name, unit, value }) => [
      {
        MetricName: name,
        Dimensions: [{ Name: "Service", Value: jsonata("$service") }],
        Unit: unit,
        Value: value,
      },
      { MetricName: name, Unit: unit, Value: value },
    ]),
  });
}
