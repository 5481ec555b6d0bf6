import { counted } from "../../model/counted";
import type { Plan } from "../../model/plan";
import { isOnlyRoutedService } from "../../model/routed-services";
import { type EventMetric, eventWord, type Slo } from "../../model/slo";
import { formatLatency } from "../../model/units/duration";
import type { ServiceSlo } from "../../planning/slo-budget";
import { type Content, inlineCode } from "../markdown/inline";

/** Where an indicator is read, as CloudWatch counts it: bad events ÷ all events. */
export function measured(plan: Plan, { service, slo }: ServiceSlo): Content {
  switch (slo.sli) {
    case "http-success":
      return slo.source === "cdn"
        ? [inlineCode("AWS/CloudFront"), " in us-east-1: ", inlineCode("5xxErrorRate"), " of ", inlineCode("Requests")]
        : failedRequests(isOnlyRoutedService(plan, service));
    case "http-latency":
      return slo.source === "cdn"
        ? [inlineCode("AWS/CloudFront"), " in us-east-1: share of ", inlineCode("OriginLatency"), latencyWords(slo)]
        : [...balancer(), "share of ", inlineCode("TargetResponseTime"), latencyWords(slo)];
    case "queue-age":
      return [
        inlineCode("AWS/SQS"),
        ", queue ",
        inlineCode(slo.store ?? ""),
        ": minutes whose largest ",
        inlineCode("ApproximateAgeOfOldestMessage"),
        " is above the threshold ÷ all minutes",
      ];
    case "job-success":
      return jobWords(slo);
    case "canary-availability":
      return [
        inlineCode("CloudWatchSynthetics"),
        `, every ${slo.canary?.everyMinutes} min: runs that do not end with a `,
        inlineCode("SuccessPercent"),
        " of 100 ÷ all runs",
      ];
    case "custom":
      return customWords(slo);
  }
}

/** What users may suffer from although the indicator calls it good. Said, so that nobody trusts it for more. */
export function blindSpots(plan: Plan, { service, slo }: ServiceSlo): string {
  switch (slo.sli) {
    case "http-success":
      return slo.source === "cdn"
        ? "Requests that never reach CloudFront: DNS, the user's network. Which service failed: it counts all that the distribution serves. Wrong answers with a status below 500."
        : `Requests that never reach the load balancer: DNS, CloudFront, the firewall.${isOnlyRoutedService(plan, service) ? "" : " Requests that it refuses itself, with no target left or none in time: it counts them for all services together, and an alarm of its own watches them."} Wrong answers with a status below 500. Users who gave up.`;
    case "http-latency":
      return slo.source === "cdn"
        ? "Answers from CloudFront's cache, which are fast. The way from CloudFront to the user. How fast a failure was."
        : "The way between user and load balancer, and the time the page needs. Requests without an answer. Failures count as fast when they are.";
    case "queue-age":
      return "How many messages wait behind the oldest. Messages that ended among the dead letters, or that nobody sent. A single old message makes its minutes bad, however many others pass.";
    case "job-success":
      return "Runs that never began, and those that somebody aborted: neither is an event. Runs that succeed with a wrong result, or too late.";
    case "canary-availability":
      return "Everything but one path, asked for from one region. Faults between two probes. It spends no budget while the canary stands still.";
    case "custom":
      return "Whatever the metrics do not count. When nothing is published there are no events, and nothing is bad.";
  }
}

/** How the burn is guarded against few events. */
export function guardWords(slo: Slo): string {
  if (slo.sli === "queue-age") return "none: minutes pass whatever happens";
  const noun = eventWord(slo.sli).replace(/s$/, "");
  return `no tier fires below ${counted(slo.minimumEvents, noun)}, or below ${counted(slo.minimumFailures, `bad ${noun}`)}, in its long window`;
}

/** Where the load balancer serves one service alone, what it refuses itself is that service's failure. */
function failedRequests(alone: boolean): Content {
  const refused = alone ? "HTTPCode_ELB_5XX_Count" : "TargetConnectionErrorCount";
  return [
    ...balancer(),
    "(",
    inlineCode("HTTPCode_Target_5XX_Count"),
    " + ",
    inlineCode(refused),
    ") ÷ ",
    inlineCode("RequestCount"),
  ];
}

function balancer(): readonly [ReturnType<typeof inlineCode>, string] {
  return [inlineCode("AWS/ApplicationELB"), ", over the target groups of the service: "];
}

function latencyWords({ thresholdMilliseconds }: Slo): string {
  return ` above ${formatLatency({ milliseconds: thresholdMilliseconds ?? 0 })}, by percentile rank`;
}

function jobWords({ job }: Slo): Content {
  if (job === null) return "nothing";
  if (job.kind === "state-machine") {
    return [
      inlineCode("AWS/States"),
      ", state machine ",
      inlineCode(job.name),
      ": executions that failed or timed out ÷ those and the ones that succeeded; aborted ones count neither way",
    ];
  }
  return [
    "lines of the service's log: ",
    inlineCode(job.failed),
    " ÷ (",
    inlineCode(job.succeeded),
    " + ",
    inlineCode(job.failed),
    ")",
  ];
}

function customWords({ metrics }: Slo): Content {
  if (metrics === null) return "nothing";
  const { good, bad, total } = metrics;
  if (bad !== null) return [inlineCode(metricWords(bad)), " ÷ ", inlineCode(metricWords(total))];
  if (good === null) return "nothing";
  return ["1 − ", inlineCode(metricWords(good)), " ÷ ", inlineCode(metricWords(total))];
}

function metricWords({ namespace, name, dimensions }: EventMetric): string {
  const where = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
  return where.length === 0 ? `${namespace} ${name}` : `${namespace} ${name} {${where.join(", ")}}`;
}
