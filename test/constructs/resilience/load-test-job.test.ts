import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emitContext } from "../../../src/emit/emit-context";
import { emitLoadScript } from "../../../src/emit/load-test/emit-load-script";
import type { Json } from "../../support/data-incident-stacks";
import { resilienceOutput, resiliencePlan, resilienceStack } from "../../support/resilience-output";

const output = resilienceOutput();
const resilience = output.stack("resilience");
const project = resilience.get("aws_codebuild_project", "load_test_project") as Json;
const file = (id: string) => String(resilience.get("aws_s3_object", `load_test_script_${id}`).content);
const statement = (sid: string) =>
  resilience.statement("aws_iam_role_policy", "load_test_service_policy", sid) as unknown as Json;

describe("the job of the load test", () => {
  it("runs in the plan's network, without Docker, one at a time, and ends half an hour after the load", () => {
    expect(project).toMatchObject({
      build_timeout: 55,
      concurrent_build_limit: 1,
      environment: { compute_type: "BUILD_GENERAL1_MEDIUM", privileged_mode: false, type: "LINUX_CONTAINER" },
      source: { type: "NO_SOURCE" },
    });
    expect(project.vpc_config.subnets).toHaveLength(3);
    expect(resilience.all("aws_vpc_security_group_egress_rule")).toEqual([
      expect.objectContaining({ from_port: 443, to_port: 443, ip_protocol: "tcp" }),
    ]);
  });

  it("runs the script that stands beside the documents, byte by byte", () => {
    expect(file("k6")).toBe(output.documents.find(({ path }) => path === "load-test/k6.js")?.text);
  });

  it("is watched by the alarms that stop experiments on the services it tests", () => {
    expect(file("alarms").trim().split("\n")).toEqual([
      "till-production-counter-availability-burn-1h-short",
      "till-production-counter-latency-burn-1h-short",
      "till-production-reports-availability-burn-1h-short",
    ]);
    const known = new Set(output.evidence.alarms.map(({ name }) => name));
    for (const alarm of file("alarms").trim().split("\n")) expect(known).toContain(alarm);
  });

  it("begins when the plan says", () => {
    expect(resilience.get("aws_scheduler_schedule", "load_test_schedule")).toMatchObject({
      schedule_expression: "cron(0 4 ? * SUN#1 *)",
      schedule_expression_timezone: "Europe/Dublin",
    });
  });

  it("writes below its own prefix, into its own namespace, and hands interfaces to CodeBuild alone", () => {
    expect(statement("WriteReport").Resource).toMatch(/\/load-test\/\*$/);
    expect(statement("PublishMetrics").Condition).toEqual({
      StringEquals: { "cloudwatch:namespace": "opsplan/till/production" },
    });
    expect(statement("HandInterfaceOver").Condition.StringEquals).toEqual({
      "ec2:AuthorizedService": "codebuild.amazonaws.com",
    });
    expect(statement("HandInterfaceOver").Condition.ArnEquals["ec2:Subnet"]).toHaveLength(3);
  });

  it("is let through by the web ACL, which counts everybody else", () => {
    const edge = output.stack("edge");
    const [set] = edge.all("aws_wafv2_ip_set") as readonly Json[];
    expect(set).toMatchObject({ scope: "CLOUDFRONT", region: "us-east-1", ip_address_version: "IPV4" });
    expect(set?.addresses).toHaveLength(3);
    const acl = (edge.all("aws_wafv2_web_acl") as readonly Json[]).find(({ scope }) => scope === "CLOUDFRONT");
    const rate = acl?.rule.find(({ name }: Json) => name === "rate-limit").statement.rate_based_statement[0];
    const [{ not_statement: not }] = rate.scope_down_statement;
    expect(not[0].statement[0].ip_set_reference_statement[0].arn).toMatch(/aws_wafv2_ip_set/);
  });
});

describe("a plan without a load test", () => {
  it("has no job, and no script beside its documents", () => {
    const without = resiliencePlan((text) => text.slice(0, text.indexOf("  loadTest:")));
    expect(resilienceStack(without).all("aws_codebuild_project")).toEqual({});
    expect(emitLoadScript(emitContext(without, output.evidence))).toEqual([]);
  });
});

/** Metrics by what they say, minute by minute: 60,000 requests a minute on 10 copies at 40 % of their CPU. */
const METRICS: Readonly<Record<string, readonly number[]>> = {
  requests_counter_1: [60_000, 60_000],
  response_counter_1: [0.05, 0.07],
  cpu_counter: [39, 41],
  copies_counter: [10, 10],
};
const SUMMARY = {
  target: "https://till.example.com",
  holdSeconds: 1200,
  services: [
    { name: "counter", wanted: 1500, rate: 1499, failed: 0.0002, mean: 60, p95: 120, p99: 180, dropped: 0 },
    { name: "reports", wanted: 500, rate: 500, failed: 0, mean: 60, p95: 120, p99: 180, dropped: 0 },
  ],
  missed: [] as string[],
};

interface World {
  readonly summary?: typeof SUMMARY | null;
  readonly k6Status?: number;
  readonly firing?: string;
}

/** Runs the job's script with AWS, k6 and downloads played by the test; times are cut short. */
function run({ summary = SUMMARY, k6Status = 0, firing = "" }: World) {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-load-"));
  const bin = join(folder, "bin");
  const work = join(folder, "work");
  const store = join(folder, "store");
  for (const path of [bin, work, store]) mkdirSync(path);
  const tool = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  for (const id of ["k6", "report", "settings", "queries", "alarms"]) {
    const { key } = resilience.get("aws_s3_object", `load_test_script_${id}`);
    writeFileSync(join(store, String(key).split("/").at(-1) ?? ""), file(id));
  }
  writeFileSync(join(folder, "summary.json"), JSON.stringify(summary));
  const data = Object.entries(METRICS).map(([Id, Values]) => ({ Id, Values }));
  writeFileSync(join(folder, "metrics.json"), JSON.stringify({ MetricDataResults: data }));
  tool(
    "aws",
    `echo "$*" >>"${folder}/calls"
case "$1 $2" in
"s3 cp") case "$*" in *" ." ) cp "${store}"/* . ;; *) cp -r results "${folder}/kept" 2>/dev/null || true ;; esac ;;
"cloudwatch describe-alarms") printf %s "${firing}" ;;
"cloudwatch get-metric-data") cat "${folder}/metrics.json" ;;
esac`,
  );
  tool("curl", "touch k6.tar.gz");
  tool("sha256sum", `grep -q 84d26fc1f7bc03e02f2e016b3b1b20c032e05dfe461fca82de4e3a6ebe72ddbd`);
  tool(
    "tar",
    `cat >k6 <<'K6'
#!/bin/bash
trap 'stopped=105' TERM
for ((i = 0; i < 100; i++)); do [ -n "$stopped" ] && break; ${firing === "" ? "break" : "/bin/sleep 0.1"}; done
${summary === null ? "" : `cp "${folder}/summary.json" results/summary.json`}
exit "\${stopped:-${k6Status}}"
K6
chmod +x k6`,
  );
  tool("sleep", "/bin/sleep 0.2");
  writeFileSync(join(work, "run.sh"), file("run"));
  const done = spawnSync("bash", ["run.sh"], {
    cwd: work,
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      SCRIPTS: "s3://artifacts/load-test",
      RESULTS: "s3://logs/load-test",
      NAMESPACE: "opsplan/till/production",
      TOPIC: "arn:aws:sns:eu-west-1:111122223333:medium",
      CHAT: "no",
      TITLE: "till production",
      RAMP_SECONDS: "300",
      CODEBUILD_BUILD_ID: "till:1",
      CODEBUILD_BUILD_URL: "https://console",
    },
  });
  const calls = readFileSync(join(folder, "calls"), "utf8");
  const kept = (name: string) => {
    const path = join(folder, "kept", name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  const result = {
    status: done.status,
    calls,
    message: kept("message.txt"),
    results: JSON.parse(kept("results.json") || "null") as Json | null,
    patch: kept("plan-patch.yaml"),
    metrics: JSON.parse(kept("metric-data.json") || "[]") as readonly Json[],
    log: `${done.stdout}${done.stderr}`,
  };
  rmSync(folder, { recursive: true, force: true });
  return result;
}

describe("a load test", () => {
  it("that passes measures what one copy carries at the CPU that scaling keeps to", () => {
    const { status, patch, message, metrics, calls } = run({});
    // 1,000 requests/s by 10 copies are 100 each, at 40 % CPU; at 60 % 150.
    expect(patch).toBe(
      [
        "services:",
        "  - name: counter # at 40 % CPU on 10 copies",
        "    capacity: { requestsPerSecond: 150, responseTime: 60ms, source: load-test }",
        "  # reports: not measured, its copies were idle or behind no load balancer",
        "",
      ].join("\n"),
    );
    expect(message).toContain("Every threshold holds.\ncounter: 1499 of 1500 requests/s, 0.02 % failed, p99 180 ms");
    expect(metrics[0]).toMatchObject({ MetricName: "LoadTestPassed", Value: 1, Dimensions: [] });
    expect(metrics).toHaveLength(9);
    expect(calls).toContain("put-metric-data --namespace opsplan/till/production");
    expect(calls).toMatch(/sns publish .*till production: a load test begins/);
    expect(calls).toMatch(/sns publish .*till production: the load test is over/);
    expect(status).toBe(0);
  });

  it("that misses a threshold fails, and says which", () => {
    const missed = ["http_req_duration{service:counter,phase:hold}: p(99)<300"];
    const { status, message, metrics } = run({ summary: { ...SUMMARY, missed }, k6Status: 99 });
    expect(message).toMatch(/^NOT PASSED\nhttp_req_duration\{service:counter,phase:hold\}: p\(99\)<300\n/);
    expect(metrics[0]).toMatchObject({ MetricName: "LoadTestPassed", Value: 0 });
    expect(status).toBe(1);
  });

  it("is ended by an alarm on an objective, and has not passed", () => {
    const alarm = "till-production-counter-availability-burn-1h-short";
    const { status, message, results, calls } = run({ firing: alarm });
    // What k6 exits with when it was told to end.
    expect(results).toMatchObject({ passed: false, status: 105 });
    expect(message).toContain(`Stopped by: ${alarm}`);
    expect(calls).toMatch(/describe-alarms --state-value ALARM .*--alarm-names till-production-counter-availability/);
    expect(status).toBe(1);
  });

  it("that leaves no summary tells people all the same", () => {
    const { status, calls } = run({ summary: null, k6Status: 107 });
    expect(calls).toMatch(/sns publish .*till production: the load test broke off/);
    expect(status).not.toBe(0);
  });
});
