import { hasFaultAgent } from "../../../src/model/resilience/fault-agent";
import type { Json } from "../../support/data-incident-stacks";
import { resilienceOutput, resiliencePlan, resilienceStack } from "../../support/resilience-output";

const output = resilienceOutput();
const resilience = output.stack("resilience");
const template = (words: string) =>
  resilience.get("aws_fis_experiment_template", `game_days_${words}_template`) as unknown as Json;
const parameters = (words: string): Record<string, string> =>
  Object.fromEntries(template(words).action[0].parameter.map(({ key, value }: Json) => [key, value]));
const statement = (words: string, sid: string) =>
  resilience.statement("aws_iam_role_policy", `game_days_${words}_policy`, sid) as unknown as Json;
const names = () =>
  resilience.ids("aws_fis_experiment_template").map((id) => id.replace(/^game_days_(.*)_template$/, "$1"));

describe("experiments on the network of single copies", () => {
  it("are one for each service, and one for each store that it uses", () => {
    expect(names().filter((name) => /^(slow|cut)_/.test(name))).toEqual([
      "cut_counter_from_baskets",
      "cut_counter_from_exports",
      "cut_counter_from_orders",
      "cut_counter_from_prices",
      "cut_counter_from_receipts",
      "cut_reports_from_exports",
      "cut_reports_from_receipts",
      "slow_counter",
      "slow_reports",
    ]);
  });

  it("delay what half of the tasks send by a quarter of the latency objective, through the agent of ECS", () => {
    expect(template("slow_counter")).toMatchObject({
      action: [{ action_id: "aws:ecs:task-network-latency", target: { key: "Tasks" } }],
      // Half of four.
      target: [{ resource_type: "aws:ecs:task", selection_mode: "COUNT(2)" }],
    });
    expect(parameters("slow_counter")).toEqual({
      duration: "PT5M",
      delayMilliseconds: "75",
      sources: "ALL",
      useEcsFaultInjectionEndpoints: "true",
    });
  });

  it("delay instances by the document of FIS, as long as it says where no objective does", () => {
    const { documentArn = "", documentParameters = "", duration } = parameters("slow_reports");
    expect(documentArn).toBe("arn:aws:ssm:eu-west-1::document/AWSFIS-Run-Network-Latency-Sources");
    expect(JSON.parse(documentParameters)).toEqual({
      DurationSeconds: "300",
      DelayMilliseconds: "200",
      Sources: "ALL",
      TrafficType: "egress",
      InstallDependencies: "True",
    });
    // The document's five minutes, and one in which it may begin late.
    expect(duration).toBe("PT6M");
  });

  it("cut one copy off from one store, and nobody else", () => {
    expect(template("cut_counter_from_receipts")).toMatchObject({
      action: [{ action_id: "aws:ecs:task-network-packet-loss" }],
      target: [{ selection_mode: "COUNT(1)" }],
    });
    expect(parameters("cut_counter_from_receipts")).toMatchObject({ lossPercent: "100", duration: "PT3M" });
    const { sources = "" } = parameters("cut_counter_from_receipts");
    expect(sources.split(",")).toEqual([
      expect.stringMatching(/receipts.*endpoint/),
      expect.stringMatching(/receipts.*reader_endpoint/),
    ]);
    expect(parameters("cut_counter_from_prices").sources).toBe("DYNAMODB");
    expect(parameters("cut_counter_from_exports").sources).toBe("S3");
    expect(parameters("cut_counter_from_orders").sources).toBe("sqs.eu-west-1.amazonaws.com");
  });

  it("leave a queue alone whose addresses are public ones, which change", () => {
    const open = resilienceStack(resiliencePlan((text) => text.replace(", sqs]", "]")));
    expect(Object.keys(open.all("aws_fis_experiment_template"))).not.toContain(
      "game_days_cut_counter_from_orders_template",
    );
  });

  it("may run one document, on tasks of the plan's cluster or instances of the service", () => {
    expect(statement("slow_counter", "RunDocument").Resource).toEqual([
      "arn:aws:ssm:eu-west-1::document/AWSFIS-Run-Network-Latency-ECS",
      "arn:aws:ecs:eu-west-1:111122223333:task/till-production/*",
    ]);
    expect(statement("slow_counter", "RunOnTasks").Condition).toEqual({
      StringLike: { "ssm:resourceTag/ECS_TASK_ARN": "arn:aws:ecs:eu-west-1:111122223333:task/till-production/*" },
    });
    expect(statement("slow_reports", "RunOnInstances").Condition).toEqual({
      StringEquals: {
        "ssm:resourceTag/plan": "till",
        "ssm:resourceTag/environment": "production",
        "ssm:resourceTag/service": "reports",
      },
    });
  });
});

describe("the agent in Fargate tasks", () => {
  const services = output.stack("services");
  const task = services.get("aws_ecs_task_definition", "counter_task_definition") as unknown as Json;
  const containers: readonly Json[] = JSON.parse(task.container_definitions);
  const policy = (sid: string) => services.statement("aws_iam_role_policy", "counter_task_policy", sid) as Json;

  it("stands beside the service's own container, which lives on without it", () => {
    expect(task).toMatchObject({ pid_mode: "task", enable_fault_injection: true });
    expect(containers.map(({ name, essential }) => [name, essential])).toEqual([
      ["counter", true],
      ["amazon-ssm-agent", false],
    ]);
    expect(containers[1]?.image).toMatch(/:2023\.\d+\.\d{8}\.\d+$/);
    expect(containers[1]?.environment).toContainEqual({
      name: "MANAGED_INSTANCE_ROLE_NAME",
      value: "till-production-counter-fault-agent",
    });
    expect(containers[1]?.command[2]).not.toMatch(/[$%]\{/);
  });

  it("takes sessions away, as AWS FIS asks, and their rights with them", () => {
    expect(services.get("aws_ecs_service", "counter_service").enable_execute_command).toBe(false);
    expect(() => policy("OpenSessionChannels")).toThrow();
  });

  it("may register as a node for experiments, and as nothing else", () => {
    expect(policy("RegisterForExperiments").Condition).toEqual({
      StringEquals: { "aws:RequestTag/FAULT_INJECTION_SIDECAR": "true" },
    });
    expect(policy("PassFaultAgentRole").Condition).toEqual({
      StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" },
    });
  });

  it("passes an endpoint of the network without an identity", () => {
    const endpoints = output.stack("foundation").all("aws_vpc_endpoint") as readonly Json[];
    const of = (service: string) => endpoints.find(({ service_name: name }) => name.endsWith(`.${service}`))?.policy;
    expect(of("ssm")).toContain("ssm:RegisterManagedInstance");
    expect(of("kms")).not.toContain("RegisterManagedInstance");
  });

  it("comes with a list that names it, or to small environments: not to full scale by itself", () => {
    const auto = (scale: string) =>
      resiliencePlan((text) =>
        text
          .replace(/ {2}experiments: .*\n/, "")
          .replace("domain: till.example.com }", `domain: till.example.com, scale: ${scale} }`)
          .replace("min: 4, max: 40", "min: 8, max: 40"),
      );
    const agents = (plan: typeof output.plan) =>
      plan.services.filter((service) => hasFaultAgent(plan, service)).map(({ name }) => name);
    expect(agents(output.plan)).toEqual(["counter"]);
    expect(agents(auto("full"))).toEqual([]);
    expect(agents(auto("small"))).toEqual(["counter"]);
    expect(auto("full").decisions.find(({ path }) => path === "resilience.experiments")?.reason).toMatch(
      /written list only$/,
    );
  });
});

describe("a list of experiments", () => {
  const only = (list: string) =>
    resiliencePlan((text) =>
      text.replace(/experiments: \[.*\]/, `experiments: ${list}`).replace(/ {2}gameDays: .*\n/, ""),
    );
  const ids = (plan: typeof output.plan, type: string) => Object.keys(resilienceStack(plan).all(type)).sort();

  it("is made without game days too, to be started by hand", () => {
    const plan = only("[task-loss]");
    expect(ids(plan, "aws_fis_experiment_template")).toEqual([
      "game_days_stop_counter_template",
      "game_days_stop_reports_template",
    ]);
    expect(ids(plan, "aws_ssm_document")).toEqual(["game_days_document"]);
    expect(ids(plan, "aws_scheduler_schedule")).toEqual(["load_test_schedule"]);
    expect(plan.resilience.taskAgents).toBe(false);
  });

  it("that nobody writes is made for game days alone", () => {
    expect(ids(only("auto"), "aws_fis_experiment_template")).toEqual([]);
  });
});
