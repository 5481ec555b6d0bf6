import { type EventMetric, eventWord, type Slo } from "../../model/slo";
import { formatLatency } from "../../model/units/duration";
import { type Content, inlineCode } from "../markdown/inline";

/** Where an indicator is read, as CloudWatch counts it: bad events ÷ all events. */
export function measured(slo: Slo): Content {
  switch (slo.sli) {
    case "http-success":
      return slo.source === "cdn"
        ? [inlineCode("AWS/CloudFront"), " in us-east-1: ", inlineCode("5xxErrorRate"), " of ", inlineCode("Requests")]
        : [...balancer(), inlineCode("HTTPCode_Target_5XX_Count"), " ÷ ", inlineCode("RequestCount")];
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
export function blindSpots(slo: Slo): string {
  switch (slo.sli) {
    case "http-success":
      return slo.source === "cdn"
        ? "Requests that never reach CloudFront: DNS, the user's network. Which service failed: it counts all that the distribution serves. Wrong answers with a status below 500."
        : "Requests that do not reach a target: DNS, CloudFront, the firewall, and the load balancer's own 502, 503 and 504. Wrong answers with a status below 500. Users who gave up.";
    case "http-latency":
      return slo.source === "cdn"
        ? "Answers from CloudFront's cache, which are fast. The way from CloudFront to the user. How fast a failure was."
        : "The way between user and load balancer, and the time the page needs. Requests without an answer. Failures count as fast when they are.";
    case "queue-age":
      return "How many messages wait behind the oldest. Messages that ended among the dead letters, or that nobody sent. A single old message makes its minutes bad, however many others pass.";
    case "job-success":
      return "Runs that never began: without a run there is no event. Runs that succeed with a wrong result, or too late.";
    case "canary-availability":
      return "Everything but one path, asked for from one region. Faults between two probes. It spends no budget while the canary stands still.";
    case "custom":
      return "Whatever the metrics do not count. When nothing is published there are no events, and nothing is bad.";
  }
}

/** How the burn is guarded against few events. */
export function guardWords(slo: Slo): string {
  if (slo.sli === "queue-age") return "none: minutes pass whatever happens";
  const word = eventWord(slo.sli);
  return `no tier fires below ${slo.minimumEvents} ${word}, or below ${slo.minimumFailures} bad ones, in its long window`;
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
      ": executions that failed, timed out or were aborted ÷ all that ended",
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
