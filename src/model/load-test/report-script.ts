/**
 * What is made of a load test: the results, metrics for CloudWatch, and the lines for the plan. A script of Node.js without
 * template text, since Terraform reads a brace after a dollar sign. `settings.json` is of {@link ReportSettings}.
 */
export interface ReportSettings {
  readonly services: readonly {
    readonly name: string;
    /** Percent that scaling keeps to, for which the throughput is reckoned. */
    readonly targetCpu: number;
    /** Ids of metrics by what they say of the service; none where it was not measured. */
    readonly metrics: Readonly<Record<"requests" | "response" | "cpu" | "copies", readonly string[]>>;
  }[];
}

/** Percent of CPU below which its relation to the load is noise: the system's own work is most of it. Ours. */
const LEAST_CPU = 5;

export const REPORT_SCRIPT = `// Usage: node report.mjs SUMMARY METRICS SETTINGS FOLDER STATUS
import { readFileSync, writeFileSync } from "node:fs";

const [summaryFile, metricsFile, settingsFile, folder, status] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const summary = read(summaryFile);
const settings = read(settingsFile);
const values = Object.fromEntries(read(metricsFile).MetricDataResults.map(({ Id, Values }) => [Id, Values]));

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const round = (number, digits) => Number(number.toFixed(digits));
/** The mean over the minutes of several series, added up minute by minute; null where there is none. */
const mean = (ids) => {
  const series = ids.map((id) => values[id] || []).filter((one) => one.length > 0);
  return series.length === 0 ? null : sum(series.map((one) => sum(one) / one.length));
};

/** What one copy carries at its target: all requests of a minute, by copies and by the share of the CPU that they took. */
function measured({ targetCpu, metrics }) {
  const requests = mean(metrics.requests);
  const cpu = mean(metrics.cpu);
  const copies = mean(metrics.copies);
  const response = mean(metrics.response);
  if (requests === null || cpu === null || copies === null || response === null) return null;
  if (copies <= 0 || requests <= 0 || cpu < ${LEAST_CPU}) return null;
  return {
    requestsPerSecond: round(((requests / 60 / copies) * targetCpu) / cpu, 1),
    responseMilliseconds: Math.max(1, Math.round(response * 1000)),
    cpu: round(cpu, 1),
    copies: round(copies, 1),
  };
}

const passed = status === "0" && summary.missed.length === 0;
const services = summary.services.map((service) => {
  const known = settings.services.find(({ name }) => name === service.name);
  return { ...service, measured: known === undefined ? null : measured(known) };
});

const metric = (MetricName, Value, Unit, Service) => ({
  MetricName,
  Value,
  Unit,
  Dimensions: Service === undefined ? [] : [{ Name: "Service", Value: Service }],
});
const data = [
  metric("LoadTestPassed", passed ? 1 : 0, "None"),
  ...services.flatMap(({ name, rate, failed, p95, p99 }) => [
    metric("LoadTestRate", rate, "Count/Second", name),
    metric("LoadTestFailed", failed * 100, "Percent", name),
    metric("LoadTestP95", p95, "Milliseconds", name),
    metric("LoadTestP99", p99, "Milliseconds", name),
  ]),
];

const patch = services.map(({ name, measured: found }) =>
  found === null
    ? "  # " + name + ": not measured, its copies were idle or behind no load balancer"
    : "  - name: " + name + " # at " + found.cpu + " % CPU on " + found.copies + " copies\\n    capacity: { requestsPerSecond: " +
      found.requestsPerSecond + ", responseTime: " + found.responseMilliseconds + "ms, source: load-test }",
);
const lines = services.map(
  ({ name, wanted, rate, failed, p99 }) =>
    name + ": " + round(rate, 1) + " of " + wanted + " requests/s, " + round(failed * 100, 3) + " % failed, p99 " +
    round(p99, 0) + " ms",
);

const write = (name, text) => writeFileSync(folder + "/" + name, text);
write("results.json", JSON.stringify({ passed, status: Number(status), missed: summary.missed, services }, null, 2) + "\\n");
write("metric-data.json", JSON.stringify(data));
write("plan-patch.yaml", ["services:", ...patch].join("\\n") + "\\n");
write("message.txt", [passed ? "Every threshold holds." : "NOT PASSED", ...summary.missed, ...lines].join("\\n") + "\\n");
process.exitCode = passed ? 0 : 1;
`;
