import type { HandlesOf } from "../../evidence/evidence";
import { GLOBAL_REGION } from "../../model/global-region";
import { EvidenceIndex } from "../../planning/evidence-index";
import type { EmitContext } from "../emit-context";
import { aws, awsInto } from "./aws";
import { lastHourOf } from "./metrics";
import { ask, expression, variable, withoutPrefix } from "./shell";

/** What moves a plan between its regions, all of it in the recovery region. */
export interface RegionFailover {
  readonly failOver: HandlesOf<"region-failover-document">;
  readonly failBack: HandlesOf<"region-failover-document">;
  /** null where no records are switched. */
  readonly trafficSwitch: HandlesOf<"failover-switch"> | null;
  /** Identifiers of Aurora global databases. */
  readonly globalClusters: readonly string[];
}

/** null when nothing stands ready in a recovery region. */
export function regionFailoverOf({ evidence, index }: EmitContext): RegionFailover | null {
  const there = new EvidenceIndex(evidence, "recovery");
  const documents = there.byRole("region-failover-document").map(({ handles }) => handles);
  const failOver = documents.find(({ operation }) => operation === "fail-over-region");
  const failBack = documents.find(({ operation }) => operation === "fail-back-region");
  if (failOver === undefined || failBack === undefined) return null;
  const clusters = [index, there].flatMap((side) => side.byRole("aurora-global-cluster"));
  return {
    failOver,
    failBack,
    trafficSwitch: there.oneByRole("failover-switch")?.handles ?? null,
    globalClusters: [...new Set(clusters.map(({ handles }) => handles.globalCluster))],
  };
}

/** `planned` loses nothing and needs both regions; `unplanned` gives up what had not been replicated. */
export type FailOverMode = "planned" | "unplanned";

/**
 * Starts the failover; the run's id is in `$RUN`.
 *
 * @param force goes on although the plan's own region answers
 */
export function startFailOver({ failOver }: RegionFailover, mode: FailOverMode, force = false): string {
  return start(failOver, { Mode: mode, Force: force ? "yes" : "no" });
}

/** Starts the way back; the run's id is in `$RUN`. */
export function startFailBack({ failBack }: RegionFailover): string {
  return start(failBack, {});
}

function start(document: HandlesOf<"region-failover-document">, parameters: Readonly<Record<string, string>>): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return awsInto(
    "RUN",
    "ssm start-automation-execution",
    "AutomationExecutionId",
    { "document-name": document.name, ...(words.length === 0 ? {} : { parameters: words.join(",") }) },
    document.region,
  );
}

/** The newest runs of a document: whoever started them. */
export function recentRuns({ name, region }: HandlesOf<"region-failover-document">): string {
  return aws(
    "ssm describe-automation-executions",
    {
      filters: `Key=DocumentNamePrefix,Values=${name}`,
      query:
        "AutomationExecutionMetadataList[:5].[AutomationExecutionId,AutomationExecutionStatus,ExecutionStartTime,CurrentStepName]",
      output: "table",
    },
    region,
  );
}

/** Puts the id of a run that somebody else, or the alarm, has started into `$RUN`. */
export function askForRun(): string {
  return ask("RUN", "Id of the run");
}

/** How far the run in `$RUN` is, step by step, and why it failed. */
export function followRun(region: string): string {
  return aws(
    "ssm get-automation-execution",
    {
      "automation-execution-id": variable("RUN"),
      query:
        "AutomationExecution.{status:AutomationExecutionStatus,failure:FailureMessage,steps:StepExecutions[].[StepName,StepStatus,FailureMessage]}",
    },
    region,
  );
}

/** Agrees to the run in `$RUN`, which waits at its gate, or refuses it. Only a named approver may. */
export function answerGate(answer: "Approve" | "Reject", region: string): string {
  return aws(
    "ssm send-automation-signal",
    {
      "automation-execution-id": variable("RUN"),
      "signal-type": answer,
      payload: expression(`"Comment=$(whoami)"`),
    },
    region,
  );
}

/** Ends the run in `$RUN` where it is; what it has done stays. */
export function abortRun(region: string): string {
  return aws("ssm stop-automation-execution", { "automation-execution-id": variable("RUN"), type: "Cancel" }, region);
}

/** Values of the switch over the last hour: 1 sends requests to the recovery region, 0 back. */
export function switchValues({ namespace, metric, region }: HandlesOf<"failover-switch">): string {
  return lastHourOf({ namespace, name: metric, dimensions: [], statistic: "Maximum", region });
}

/** Whether the switch is on: it keeps its state however long ago it was moved. */
export function switchState({ namespace, metric, region }: HandlesOf<"failover-switch">): string {
  return aws(
    "cloudwatch describe-alarms-for-metric",
    {
      namespace,
      "metric-name": metric,
      query: "MetricAlarms[].[AlarmName,StateValue,StateUpdatedTimestamp]",
      output: "table",
    },
    region,
  );
}

/** Moves the switch alone: requests follow within the records' time to live. */
export function moveSwitch(to: "on" | "off", { namespace, metric, region }: HandlesOf<"failover-switch">): string {
  return aws(
    "cloudwatch put-metric-data",
    { namespace, "metric-name": metric, value: to === "on" ? 1 : 0, unit: "None" },
    region,
  );
}

/** Which cluster of each global database writes, asked of the recovery region. */
export function globalWriters({ globalClusters, failOver: { region } }: RegionFailover): readonly string[] {
  return globalClusters.map((globalCluster) =>
    aws(
      "rds describe-global-clusters",
      {
        "global-cluster-identifier": globalCluster,
        query:
          "GlobalClusters[].{status:Status,failover:FailoverState.Status,members:GlobalClusterMembers[].[DBClusterArn,IsWriter]}",
      },
      region,
    ),
  );
}

/** How many of the views on the plan's region found it healthy over the last hour. */
export function regionVotes({ name }: HandlesOf<"region-health-check">): string {
  return [
    awsInto(
      "CHECK",
      "resourcegroupstaggingapi get-resources",
      "ResourceTagMappingList[0].ResourceARN",
      { "resource-type-filters": "route53:healthcheck", "tag-filters": `Key=Name,Values=${name}` },
      GLOBAL_REGION,
    ),
    lastHourOf({
      namespace: "AWS/Route53",
      name: "ChildHealthCheckHealthyCount",
      dimensions: [expression(`Name=HealthCheckId,Value=${withoutPrefix("CHECK", "##", "*/")}`)],
      statistic: "Minimum",
      region: GLOBAL_REGION,
    }),
  ].join("\n");
}
