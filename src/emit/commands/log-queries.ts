import { aws, awsInto } from "./aws";
import { argument, type Expression, expression, secondsAgo, variable } from "./shell";

const HOUR_SECONDS = 3600;

/** Words that mark a failure in most log formats, whatever their case. */
const FAILURE = "filter @message like /(?i)(error|exception|fatal|panic|timed? ?out)/";

export const NEWEST_FAILURES = `fields @timestamp, @logStream, @message | ${FAILURE} | sort @timestamp desc | limit 50`;
export const FAILURES_OVER_TIME = `${FAILURE} | stats count(*) as failures by bin(5m)`;

/** The same failure in many lines becomes one pattern with a count. */
export const FAILURE_PATTERNS = `${FAILURE} | pattern @message | sort @sampleCount desc | limit 20`;

/** A Logs Insights query over the last hour. Results take a few seconds. */
export function logsInsights(logGroup: string | Expression, query: string, region: string): string {
  const start = awsInto(
    "QUERY",
    "logs start-query",
    "queryId",
    {
      "log-group-name": logGroup,
      "start-time": secondsAgo(HOUR_SECONDS),
      "end-time": secondsAgo(0),
      "query-string": query,
    },
    region,
  );
  return [start, "sleep 10", aws("logs get-query-results", { "query-id": variable("QUERY") }, region)].join("\n");
}

/** The newest lines of the last hour that match a filter pattern of CloudWatch Logs. */
export function matchingLines(logGroup: string, pattern: string, region: string): string {
  // Logs counts in milliseconds here.
  const start = expression(`"$(( ( $(date +%s) - ${HOUR_SECONDS} ) * 1000 ))"`);
  return aws(
    "logs filter-log-events",
    {
      "log-group-name": logGroup,
      "filter-pattern": pattern,
      "start-time": start,
      "max-items": 1000,
      query: "events[-20:].[timestamp,logStreamName,message]",
    },
    region,
  );
}

/** Follows a log group as lines arrive. */
export function tailLogs(logGroup: string, region: string): string {
  return aws(`logs tail ${argument(logGroup)}`, { since: "10m", follow: true }, region);
}
