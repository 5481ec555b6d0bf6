import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { Construct } from "constructs";
import { latencyObjective } from "../alarms/latency-objective";
import type { ServiceContext } from "../service-context";

/** Error lines as {@link errorLines} counts them, the newest first. */
const ERRORS = [
  "fields @timestamp, @logStream, @message",
  '| filter @message like /ERROR|FATAL|Exception|"level": ?("error"|"fatal"|50|60)/',
  "| sort @timestamp desc",
  "| limit 100",
].join("\n");

/** Names under which logging libraries write how long a request took, in milliseconds. */
const ELAPSED_FIELDS = "durationMs, duration_ms, responseTime, latencyMs, latency_ms";

/** The slowest requests of a service that logs JSON, beyond what counts as slow. */
function slowRequests(milliseconds: number): string {
  return [
    `fields @timestamp, @logStream, coalesce(${ELAPSED_FIELDS}) as elapsed, @message`,
    `| filter elapsed > ${milliseconds}`,
    "| sort elapsed desc",
    "| limit 100",
  ].join("\n");
}

/** Logs Insights queries, saved in a folder of the plan's name where the console lists them. */
export function savedQueries(scope: Construct, { plan, service, outputs }: ServiceContext): void {
  const folder = `${plan.name}-${plan.environment.name}/${service.name}`;
  const save = (id: string, words: string, queryString: string) =>
    new CloudwatchQueryDefinition(scope, `query_${id}`, {
      name: `${folder}/${words}`,
      logGroupNames: [outputs.logGroupName],
      queryString,
    });
  save("errors", "errors", ERRORS);
  if (service.port === null) return;
  save("slow_requests", "slow-requests", slowRequests(latencyObjective(plan, service).seconds * 1000));
}
