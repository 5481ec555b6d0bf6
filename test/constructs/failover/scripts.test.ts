import { spawnSync } from "node:child_process";
import { CAPACITY_SCRIPT } from "../../../src/constructs/failover/scripts/capacity-script";
import { CHECK_SCRIPT } from "../../../src/constructs/failover/scripts/check-script";
import { DATABASE_SCRIPT } from "../../../src/constructs/failover/scripts/database-script";
import { DIAL_SCRIPT } from "../../../src/constructs/failover/scripts/dial-script";
import { SCALE_SCRIPT } from "../../../src/constructs/failover/scripts/scale-script";
import { TELL_SCRIPT } from "../../../src/constructs/failover/scripts/tell-script";
import { VERIFY_SCRIPT } from "../../../src/constructs/failover/scripts/verify-script";
import type { Json } from "../../support/data-incident-stacks";

/** Stands in for AWS and the network: gives the answers of the case, one after another, and writes down what is asked. */
const WORLD = `
import http.client, json, sys, time, types

case = json.loads(sys.stdin.read())
calls = []
now = [1000.0]
time.time = lambda: now[0]
def rest(seconds):
    now[0] += seconds
time.sleep = rest

def answer(key):
    answers = case["answers"].get(key)
    if answers is None:
        raise Exception("not expected: " + key)
    found = answers.pop(0) if len(answers) > 1 else answers[0]
    if isinstance(found, dict) and "error" in found:
        raise Missing()
    return found

class Missing(Exception):
    pass

class Pages:
    def __init__(self, client, operation):
        self.client, self.operation = client, operation
    def paginate(self, **asked):
        return [getattr(self.client, self.operation)(**asked)]

class Client:
    exceptions = types.SimpleNamespace(ParameterNotFound=Missing)
    def __init__(self, service, region):
        self.service, self.region = service, region
    def get_paginator(self, operation):
        return Pages(self, operation)
    def __getattr__(self, operation):
        def call(**asked):
            calls.append([self.service, self.region, operation, asked])
            return answer(operation)
        return call

class Connection:
    def __init__(self, host, timeout, context):
        self.host, self.verified = host, context.check_hostname
    def request(self, method, path, headers):
        calls.append(["https", self.host, path, self.verified])
    def getresponse(self):
        status = answer("https")
        if status == 0:
            raise OSError("no route")
        return types.SimpleNamespace(status=status)
    def close(self):
        pass
http.client.HTTPSConnection = Connection

boto3 = types.ModuleType("boto3")
boto3.client = lambda service, region_name=None, config=None: Client(service, region_name)
sys.modules["boto3"] = boto3
botocore = types.ModuleType("botocore")
botocore.exceptions = types.ModuleType("botocore.exceptions")
botocore.exceptions.BotoCoreError = Missing
botocore.exceptions.ClientError = Missing
botocore.config = types.ModuleType("botocore.config")
botocore.config.Config = lambda **settings: settings
for name in ["botocore", "botocore.exceptions", "botocore.config"]:
    sys.modules[name] = botocore if name == "botocore" else getattr(botocore, name.split(".")[1])
`;

const RUN = (handler: string) => `
try:
    result = ${handler}(case["events"], None)
except Exception as fault:
    result = {"raised": str(fault)}
print(json.dumps({"result": result, "calls": calls, "seconds": now[0] - 1000}))
`;

function run(script: string, handler: string, events: Json, answers: Json): Json {
  const program = `${WORLD}\n${script}\n${RUN(handler)}`;
  const input = JSON.stringify({ events, answers });
  const { stdout, stderr } = spawnSync("python3", ["-c", program], { input, encoding: "utf8" });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout);
}

// The scripts run in AWS's Python; where the machine has none, what they do cannot be shown.
const withPython = spawnSync("python3", ["--version"]).status === 0 ? describe : describe.skip;

const SCRIPTS = {
  CAPACITY_SCRIPT,
  CHECK_SCRIPT,
  DATABASE_SCRIPT,
  DIAL_SCRIPT,
  SCALE_SCRIPT,
  TELL_SCRIPT,
  VERIFY_SCRIPT,
};

it.each(Object.entries(SCRIPTS))(
  "%s holds nothing that Automation or Terraform would read as its own",
  (_name, text) => {
    expect(text).not.toMatch(/\{\{|\}\}|\$\{|%\{/);
  },
);

withPython("the check", () => {
  const events = {
    Mode: "unplanned",
    Force: "no",
    Run: "me",
    Documents: ["over", "back"],
    SwitchAlarm: "switch",
    Parameter: "/endpoint",
    Domain: "shop.example.com",
    Path: "/health",
    Primary: "eu-west-1",
    Views: "",
  };
  const me = { AutomationExecutionId: "me", ExecutionStartTime: 50 };
  const runs = (...others: Json[]) => [{ AutomationExecutionMetadataList: [me, ...others] }];
  const off = [{ MetricAlarms: [{ StateValue: "OK" }] }];
  const on = [{ MetricAlarms: [{ StateValue: "ALARM" }] }];
  const quiet = {
    describe_automation_executions: runs(),
    describe_alarms: off,
    get_parameter: [{ Parameter: { Value: "lb.example.com" } }],
    https: [0],
  };
  const verdict = (change: Json = {}, answers: Json = {}) =>
    run(CHECK_SCRIPT, "check_fail_over", { ...events, ...change }, { ...quiet, ...answers }).result.Verdict;

  it("goes on when nothing answers three times, at the load balancer's own name", () => {
    const { result, calls } = run(CHECK_SCRIPT, "check_fail_over", events, quiet);
    expect(result).toEqual({ Verdict: "go", Started: 1020 });
    expect(calls.filter(([what]: string[]) => what === "https")).toEqual(
      Array(3).fill(["https", "lb.example.com", "/health", false]),
    );
  });

  it("does nothing when the primary answers once, by an error of the caller's at worst", () => {
    expect(verdict({}, { https: [0, 0, 404] })).toBe("the primary region answers");
  });

  it("takes an answer of 503 for none, unless any answer must do", () => {
    expect(verdict({}, { https: [503] })).toBe("go");
    expect(verdict({ Path: "" }, { https: [503] })).toBe("the primary region answers");
  });

  it("leaves a failover alone that has been done", () => {
    expect(verdict({}, { describe_alarms: on })).toBe("requests go to the recovery region already");
  });

  it("does not ask when people have planned it, nor anything when they force it", () => {
    expect(verdict({ Mode: "planned" }, { https: [200] })).toBe("go");
    expect(verdict({ Mode: "planned" }, { describe_alarms: on })).toBe("requests go to the recovery region already");
    expect(verdict({ Force: "yes" }, { https: [200], describe_alarms: on })).toBe("go");
  });

  it("gives way to a run that began earlier, and to no later one", () => {
    const other = (at: number) => ({ AutomationExecutionId: "other", ExecutionStartTime: at });
    expect(verdict({}, { describe_automation_executions: runs(other(49)) })).toBe("another run is under way");
    expect(verdict({}, { describe_automation_executions: runs(other(51)) })).toBe("go");
    // Two of the same moment: one of them goes on, by its id.
    const twin = { AutomationExecutionId: "a", ExecutionStartTime: 50 };
    expect(verdict({}, { describe_automation_executions: runs(twin) })).toBe("another run is under way");
  });

  it("asks the domain before the load balancer's name is known", () => {
    const { calls } = run(CHECK_SCRIPT, "check_fail_over", events, { ...quiet, get_parameter: [{ error: true }] });
    expect(calls.filter(([what]: string[]) => what === "https")[0][1]).toBe("shop.example.com");
  });

  it("asks CloudWatch of the primary region where nothing is public", () => {
    const closed = { Parameter: "", Domain: "", SwitchAlarm: "" };
    const { result, calls } = run(
      CHECK_SCRIPT,
      "check_fail_over",
      { ...events, ...closed },
      { ...quiet, describe_alarms: [{ error: true }] },
    );
    expect(result.Verdict).toBe("go");
    expect(
      calls.filter(([service]: string[]) => service === "cloudwatch").map(([, region]: string[]) => region),
    ).toEqual(Array(3).fill("eu-west-1"));
  });

  it("asks it for healthy targets where the domain may lead elsewhere", () => {
    const accelerated = { ...events, Parameter: "", Domain: "", SwitchAlarm: "", Views: "shop-failover-" };
    const verdictOf = (...states: string[]) =>
      run(CHECK_SCRIPT, "check_fail_over", accelerated, {
        ...quiet,
        describe_alarms: [
          {
            MetricAlarms: [
              // Not of targets: it says nothing of the region.
              { AlarmName: "shop-failover-trigger-silent", StateValue: "OK" },
              ...states.map((StateValue, one) => ({ AlarmName: `shop-failover-${one}-first-targets`, StateValue })),
            ],
          },
        ],
      }).result.Verdict;
    expect(verdictOf("ALARM", "OK")).toBe("the primary region answers");
    expect(verdictOf("ALARM", "INSUFFICIENT_DATA")).toBe("go");
    expect(verdictOf()).toBe("go");
  });

  it("goes back only to a region that answers", () => {
    const back = (https: number) =>
      run(CHECK_SCRIPT, "check_fail_back", { ...events, Mode: "planned" }, { ...quiet, https: [https] }).result.Verdict;
    expect(back(200)).toBe("go");
    expect(back(0)).toBe("the primary region does not answer yet");
  });
});

withPython("the databases", () => {
  const prefix = "arn:aws:rds:eu-central-1:1:cluster:";
  const here = `${prefix}standby`;
  const there = "arn:aws:rds:eu-west-1:1:cluster:primary";
  const database = (writer: string, more: Json = {}) => ({
    GlobalClusters: [
      {
        GlobalClusterIdentifier: "orders",
        Status: "available",
        GlobalClusterMembers: [here, there].map((DBClusterArn) => ({
          DBClusterArn,
          IsWriter: DBClusterArn === writer,
        })),
        ...more,
      },
    ],
  });
  const promote = (mode: string, found: Json) =>
    run(
      DATABASE_SCRIPT,
      "promote",
      { Prefix: prefix, Clusters: ["standby"], Mode: mode },
      { describe_global_clusters: [found], failover_global_cluster: [{}], switchover_global_cluster: [{}] },
    );

  it("give up what was not replicated when the region is lost, asked of the region that is to write", () => {
    expect(promote("unplanned", database(there)).calls.at(-1)).toEqual([
      "rds",
      "eu-central-1",
      "failover_global_cluster",
      { AllowDataLoss: true, GlobalClusterIdentifier: "orders", TargetDbClusterIdentifier: here },
    ]);
  });

  it("lose nothing when it is planned, asked of the region that writes", () => {
    expect(promote("planned", database(there)).calls.at(-1)).toEqual([
      "rds",
      "eu-west-1",
      "switchover_global_cluster",
      { GlobalClusterIdentifier: "orders", TargetDbClusterIdentifier: here },
    ]);
  });

  it("are left alone where they write already, or change just now", () => {
    expect(promote("unplanned", database(here)).result).toEqual({ Promoted: [] });
    expect(promote("unplanned", database(there, { FailoverState: { Status: "failing-over" } })).result).toEqual({
      Promoted: [],
    });
  });

  it("do not keep each other from changing", () => {
    const { result, calls } = run(
      DATABASE_SCRIPT,
      "promote",
      { Prefix: prefix, Clusters: ["gone", "standby"], Mode: "unplanned" },
      { describe_global_clusters: [database(there)], failover_global_cluster: [{}] },
    );
    expect(calls.at(-1)[2]).toBe("failover_global_cluster");
    expect(result.raised).toBe(`not promoted: member of no global database: ${prefix}gone`);
  });

  it("are waited for until they write and are available", () => {
    const states = [database(there), database(here, { Status: "failing-over" }), database(here)];
    const { result, seconds } = run(
      DATABASE_SCRIPT,
      "await_writers",
      { Prefix: prefix, Clusters: ["standby"], Seconds: "60" },
      { describe_global_clusters: states },
    );
    expect(result).toEqual({ Writers: ["standby"] });
    expect(seconds).toBe(20);
  });

  it("fail the step in time when they never do", () => {
    const { result, seconds } = run(
      DATABASE_SCRIPT,
      "await_writers",
      { Prefix: prefix, Clusters: ["standby"], Seconds: "60" },
      { describe_global_clusters: [database(there)] },
    );
    expect(result.raised).toContain(here);
    expect(seconds).toBeLessThanOrEqual(60);
  });
});

withPython("the services", () => {
  const none = { Cluster: "c", TaskPrefix: "shop-", Tasks: [], GroupPrefix: "shop-", Instances: [] };
  const healthy = (count: number) => ({
    TargetHealthDescriptions: [
      ...Array(count).fill({ TargetHealth: { State: "healthy" } }),
      { TargetHealth: { State: "initial" } },
    ],
  });
  const tasks = (runningCount: number, ...names: string[]) => ({
    services: names.map((name) => ({ serviceName: `shop-${name}`, runningCount })),
  });
  const wait = (rows: Json, answers: Json) =>
    run(CAPACITY_SCRIPT, "await_capacity", { ...none, ...rows, Seconds: "60" }, answers);
  const checkout = { Tasks: ["checkout 3 blue green"] };

  it("count what both target groups hold", () => {
    const { result } = wait(checkout, {
      describe_services: [tasks(3, "checkout")],
      describe_target_health: [healthy(2), healthy(1)],
    });
    expect(result).toEqual({ Running: 1 });
  });

  it("are waited for while targets are not yet healthy", () => {
    const { result } = wait(checkout, {
      describe_services: [tasks(3, "checkout")],
      describe_target_health: [healthy(1)],
    });
    expect(result.raised).toBe("too few copies or healthy targets: checkout");
  });

  it("are asked for ten at once, as ECS takes them, and missed where ECS knows none", () => {
    const names = Array.from({ length: 12 }, (_, one) => `svc${one}`);
    const { result, calls } = wait(
      { Tasks: names.map((name) => `${name} 1`) },
      { describe_services: [tasks(1, ...names.slice(0, 10)), tasks(1, "svc10")] },
    );
    expect(calls[0][3]).toEqual({ cluster: "c", services: names.slice(0, 10).map((name) => `shop-${name}`) });
    expect(calls[1][3].services).toEqual(["shop-svc10", "shop-svc11"]);
    expect(result.raised).toContain("svc11");
  });

  it("on instances are in service", () => {
    const group = { Instances: ["storefront 1"] };
    const instances = (...states: string[]) => ({
      AutoScalingGroups: [
        {
          AutoScalingGroupName: "shop-storefront",
          Instances: states.map((LifecycleState) => ({ LifecycleState })),
        },
      ],
    });
    expect(wait(group, { describe_auto_scaling_groups: [instances("Pending")] }).result.raised).toContain("storefront");
    expect(wait(group, { describe_auto_scaling_groups: [instances("Pending", "InService")] }).result).toEqual({
      Running: 1,
    });
  });

  const changes = { register_scalable_target: [{}], update_service: [{}], update_auto_scaling_group: [{}] };
  const scale = (answers: Json = {}) =>
    run(
      SCALE_SCRIPT,
      "scale",
      { ...none, Tasks: ["checkout 3 60 same", "fulfilment 2 30 new"], Instances: ["storefront 3 24"] },
      { ...changes, ...answers },
    );

  it("get their bounds before their copies", () => {
    const { result, calls } = scale();
    expect(result).toEqual({ Scaled: 3 });
    expect(calls.map(([, , operation, asked]: Json[]) => [operation, asked])).toEqual([
      [
        "register_scalable_target",
        {
          ServiceNamespace: "ecs",
          ScalableDimension: "ecs:service:DesiredCount",
          ResourceId: "service/c/shop-checkout",
          MinCapacity: 3,
          MaxCapacity: 60,
        },
      ],
      ["update_service", { cluster: "c", service: "shop-checkout", desiredCount: 3, forceNewDeployment: false }],
      ["register_scalable_target", expect.objectContaining({ ResourceId: "service/c/shop-fulfilment" })],
      ["update_service", { cluster: "c", service: "shop-fulfilment", desiredCount: 2, forceNewDeployment: true }],
      [
        "update_auto_scaling_group",
        { AutoScalingGroupName: "shop-storefront", MinSize: 3, MaxSize: 24, DesiredCapacity: 3 },
      ],
    ]);
  });

  it("are started although another one fails, which the step then says", () => {
    const { result, calls } = scale({ update_service: [{ error: true }, {}] });
    expect(result.raised).toMatch(/^not scaled: checkout \(/);
    expect(result.raised).not.toContain("fulfilment");
    expect(calls.at(-1)[2]).toBe("update_auto_scaling_group");
  });
});

withPython("Global Accelerator's dial", () => {
  const answers = {
    list_accelerators: [{ Accelerators: [{ AcceleratorArn: "other" }, { AcceleratorArn: "own" }] }],
    list_tags_for_resource: [
      { Tags: [{ Key: "plan", Value: "blog" }] },
      {
        Tags: [
          { Key: "plan", Value: "shop" },
          { Key: "environment", Value: "production" },
        ],
      },
    ],
    list_listeners: [{ Listeners: [{ ListenerArn: "listener" }] }],
    list_endpoint_groups: [
      {
        EndpointGroups: [
          { EndpointGroupArn: "there", EndpointGroupRegion: "eu-central-1" },
          { EndpointGroupArn: "here", EndpointGroupRegion: "eu-west-1" },
        ],
      },
    ],
    update_endpoint_group: [{}],
  };
  const events = { Plan: "shop", Environment: "production", Region: "eu-west-1", Percent: "0" };

  it("is turned for the plan's accelerator in one region, in us-west-2", () => {
    const { calls, result } = run(DIAL_SCRIPT, "dial", events, answers);
    expect(result).toEqual({ Changed: ["here"] });
    expect(calls.at(-1)).toEqual([
      "globalaccelerator",
      "us-west-2",
      "update_endpoint_group",
      { EndpointGroupArn: "here", TrafficDialPercentage: 0 },
    ]);
  });

  it("says when there is nothing to turn", () => {
    expect(run(DIAL_SCRIPT, "dial", { ...events, Plan: "none" }, answers).result.raised).toContain("eu-west-1");
  });
});

withPython("the domain", () => {
  it("must answer three times in a row, with its own certificate", () => {
    const { result, calls } = run(
      VERIFY_SCRIPT,
      "verify",
      { Domain: "shop.example.com", Path: "/health", Seconds: "60" },
      { https: [503, 200, 0, 200, 200, 200] },
    );
    expect(result).toEqual({ Answers: "shop.example.com" });
    expect(calls).toHaveLength(6);
    expect(calls[0]).toEqual(["https", "shop.example.com", "/health", true]);
  });
});

withPython("messages", () => {
  const events = {
    Topic: "arn:aws:sns:eu-central-1:1:critical",
    Chat: "no",
    Title: "shop production: eu-central-1 serves",
    Text: "Done.",
    Links: "Runbook: runbooks/fail-back.md",
    Started: 100,
    Namespace: "opsplan/shop/production/failover",
    Metric: "RecoveryMinutes",
    Operation: "fail-over-region",
  };

  it("say at the end how long it took, and record it", () => {
    const { calls, result } = run(TELL_SCRIPT, "report", events, { publish: [{}], put_metric_data: [{}] });
    expect(result).toEqual({ Minutes: "15.0" });
    expect(calls[0][3]).toEqual({
      TopicArn: events.Topic,
      Subject: events.Title,
      Message: "Done. It took 15.0 minutes.\n\nRunbook: runbooks/fail-back.md",
    });
    expect(calls[1][3].MetricData[0]).toEqual({
      MetricName: "RecoveryMinutes",
      Dimensions: [{ Name: "Operation", Value: "fail-over-region" }],
      Value: 15,
      Unit: "None",
    });
  });

  it("take the form that chat shows where chat listens", () => {
    const { calls } = run(TELL_SCRIPT, "tell", { ...events, Chat: "yes" }, { publish: [{}] });
    expect(JSON.parse(calls[0][3].Message)).toEqual({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown", title: events.Title, description: `Done.\n\n${events.Links}` },
    });
  });
});
