import type { HandlesOf } from "../../evidence/evidence";
import { metricNamespace } from "../../model/metric-namespace";
import type { Plan } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import { aws, awsInto } from "./aws";
import { dimension } from "./metrics";
import { expression, secondsAgo, variable } from "./shell";

/** Tests are hours or weeks apart: so far back the newest values are looked for. */
const LOOK_BACK_SECONDS = 40 * 86_400;

/** The job of the load test; null without one. */
export function loadTestJob({ index }: EmitContext): string | null {
  return index.oneByRole("load-test")?.handles.name ?? null;
}

/** Starts a test; its id is in `$BUILD`. */
export function startLoadTest(project: string, region: string): string {
  return awsInto("BUILD", "codebuild start-build", "build.id", { "project-name": project }, region);
}

/** The newest test's id, into `$BUILD`. */
export function newestLoadTest(project: string, region: string): string {
  return awsInto("BUILD", "codebuild list-builds-for-project", "ids[0]", { "project-name": project }, region);
}

export function loadTestState(region: string): string {
  return aws(
    "codebuild batch-get-builds",
    { ids: variable("BUILD"), query: "builds[0].[buildStatus,currentPhase,startTime,endTime,logs.deepLink]" },
    region,
  );
}

export function followLoadTest(project: string, region: string): string {
  return aws(
    "logs tail",
    { "log-group-names": `/aws/codebuild/${project}`, since: "30m", follow: true },
    region,
  ).replace("--log-group-names ", "");
}

export function stopLoadTest(region: string): string {
  return aws("codebuild stop-build", { id: variable("BUILD") }, region);
}

/** One file of the newest report, on the screen. */
export function newestReport(project: string, file: string, region: string): string {
  return [
    awsInto(
      "RESULTS",
      "codebuild batch-get-projects",
      "projects[0].environment.environmentVariables[?name=='RESULTS'].value | [0]",
      { names: project },
      region,
    ),
    `aws s3 cp "$RESULTS/latest/${file}" - --region ${region}`,
  ].join("\n");
}

/** What the tests of a service published, newest last. */
export function loadTestMetric(plan: Plan, metric: string, service: string | null, region: string): string {
  return aws(
    "cloudwatch get-metric-statistics",
    {
      namespace: metricNamespace(plan),
      "metric-name": metric,
      ...(service === null ? {} : { dimensions: dimension("Service", service) }),
      "start-time": secondsAgo(LOOK_BACK_SECONDS),
      "end-time": secondsAgo(0),
      period: 3600,
      statistics: "Maximum",
      query: "sort_by(Datapoints,&Timestamp)[].[Timestamp,Maximum]",
      output: "table",
    },
    region,
  );
}

/** Starts one experiment by its template's name; its id is in `$EXPERIMENT`. */
export function startExperiment({ name, region }: HandlesOf<"experiment-template">): string {
  return [
    awsInto(
      "TEMPLATE",
      "fis list-experiment-templates",
      `experimentTemplates[?tags.Name=='${name}'].id | [0]`,
      {},
      region,
    ),
    awsInto(
      "EXPERIMENT",
      "fis start-experiment",
      "experiment.id",
      { "experiment-template-id": variable("TEMPLATE") },
      region,
    ),
  ].join("\n");
}

export function experimentState(region: string): string {
  return aws(
    "fis get-experiment",
    {
      id: expression('"$EXPERIMENT"'),
      query: "experiment.{state:state,actions:actions.*.state,report:experimentReport}",
    },
    region,
  );
}

export function stopExperiment(region: string): string {
  return aws("fis stop-experiment", { id: variable("EXPERIMENT") }, region);
}
