import { aws, awsInto } from "./aws";
import { logsInsights, NEWEST_FAILURES } from "./log-queries";
import { dimension, lastHourOf } from "./metrics";
import { variable, withoutPrefix } from "./shell";

/** Whether the canary runs, and why not. */
export function canaryState(name: string, region: string): string {
  return aws(
    "synthetics get-canary",
    {
      name,
      query: "Canary.{state:Status.State,why:Status.StateReason,every:Schedule.Expression,runtime:RuntimeVersion}",
    },
    region,
  );
}

/** The newest runs, each with the reason where it failed. */
export function canaryRuns(name: string, region: string): string {
  return aws(
    "synthetics get-canary-runs",
    {
      name,
      "max-results": 20,
      query: "CanaryRuns[].[Timeline.Started,Status.State,Status.StateReason]",
      output: "table",
    },
    region,
  );
}

export function canaryMetric(name: string, metric: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "CloudWatchSynthetics",
    name: metric,
    dimensions: [dimension("CanaryName", name)],
    statistic,
    region,
  });
}

/** What the newest failed run kept: its log, and the requests it made. Needs read access to the bucket and its key. */
export function failedRunArtifacts(name: string, region: string): string {
  return [
    awsInto(
      "ARTIFACTS",
      "synthetics get-canary-runs",
      "CanaryRuns[?Status.State=='FAILED'].ArtifactS3Location | [0]",
      { name, "max-results": 20 },
      region,
    ),
    aws(`s3 ls s3://${withoutPrefix("ARTIFACTS", "#", "s3://")}/`, { recursive: true }, region),
  ].join("\n");
}

/** Failures in the log of the function behind the canary, whose group AWS names after the canary and an id of its own. */
export function canaryLog(name: string, region: string): string {
  return [
    awsInto(
      "GROUP",
      "logs describe-log-groups",
      "logGroups[0].logGroupName",
      { "log-group-name-prefix": `/aws/lambda/cwsyn-${name}-` },
      region,
    ),
    logsInsights(variable("GROUP"), NEWEST_FAILURES, region),
  ].join("\n");
}

export function startCanary(name: string, region: string): string {
  return aws("synthetics start-canary", { name }, region);
}

export function stopCanary(name: string, region: string): string {
  return aws("synthetics stop-canary", { name }, region);
}
