import { blueprintPlan } from "../../support/blueprint-plan";
import { synthDelivery } from "../../support/delivery-stack";
import { execute } from "../../support/state-machine/execute";

const NAME = "ecommerce-operational-excellence-production";
const NAMESPACE = "opsplan/ecommerce-operational-excellence/production";
const plan = blueprintPlan("production");
const delivery = synthDelivery(plan);
const machine = delivery.resources.aws_sfn_state_machine?.deployment_metrics_machine;
const definition = JSON.parse(machine?.definition ?? "{}");

const RUN = "11111111-1111-4111-8111-111111111111";

/** Minutes of one day, as the APIs and events write them. */
function at(minute: number): string {
  return new Date(Date.parse("2027-01-04T00:00:00.000Z") + minute * 60_000).toISOString();
}

interface World {
  /** Executions of the pipeline: id, type, begin, end. */
  readonly runs?: readonly (readonly [string, "STANDARD" | "ROLLBACK", number, number])[];
  /** Deployments on ECS, in any order: begin, end (null while it runs), status. */
  readonly deployments?: readonly (readonly [number, number | null, string])[];
  /** Actions of the pipeline: run, category, begin, end, status. */
  readonly actions?: readonly (readonly [string, string, number, number, string])[];
}

/** What one execution asks and publishes; the world may be another at each time. */
async function follow(event: unknown, startMinute: number, world: (minute: number) => World) {
  let minute = startMinute;
  const published: string[] = [];
  const asked: { readonly call: string; readonly input: unknown }[] = [];
  const execution = await execute(definition, {
    input: event,
    startTime: at(startMinute),
    onAdvance: (to) => {
      minute = (to.getTime() - Date.parse(at(0))) / 60_000;
    },
    handler: (resource, input) => {
      const call = resource.split(":").slice(-2).join(":");
      const { runs = [], deployments = [], actions = [] } = world(minute);
      if (call === "cloudwatch:putMetricData") {
        const { Namespace, MetricData } = input as {
          Namespace: string;
          MetricData: readonly {
            MetricName: string;
            Unit: string;
            Value: number;
            Dimensions?: readonly { Value: string }[];
          }[];
        };
        expect(Namespace).toBe(NAMESPACE);
        for (const { MetricName, Unit, Value, Dimensions } of MetricData) {
          published.push(`${Dimensions?.[0]?.Value ?? "plan"} ${MetricName} ${Value} ${Unit}`);
        }
        return {};
      }
      asked.push({ call, input });
      if (call === "codepipeline:listPipelineExecutions") {
        const summary = ([id, type, begin, end]: (typeof runs)[number]) => ({
          PipelineExecutionId: id,
          ExecutionType: type,
          StartTime: at(begin),
          LastUpdateTime: at(end),
        });
        return { PipelineExecutionSummaries: runs.map(summary) };
      }
      if (call === "ecs:listServiceDeployments") {
        const brief = ([begin, end, Status]: (typeof deployments)[number]) => ({
          CreatedAt: at(begin),
          StartedAt: at(begin),
          ...(end === null ? {} : { FinishedAt: at(end) }),
          Status,
        });
        return { ServiceDeployments: deployments.map(brief) };
      }
      if (call === "codepipeline:listActionExecutions") {
        const detail = ([id, Category, begin, end, Status]: (typeof actions)[number]) => ({
          PipelineExecutionId: id,
          Input: { ActionTypeId: { Category } },
          StartTime: at(begin),
          LastUpdateTime: at(end),
          Status,
        });
        return { ActionExecutionDetails: actions.map(detail) };
      }
      throw new Error(`nobody plays ${resource}`);
    },
  });
  expect(execution.error).toBeNull();
  return { published, asked, minute };
}

function ended(service: string, minute: number, state = "SUCCEEDED") {
  return {
    "detail-type": "CodePipeline Action Execution State Change",
    source: "aws.codepipeline",
    time: at(minute),
    detail: { pipeline: `${NAME}-${service}`, "execution-id": RUN, state, type: { category: "Deploy" } },
  };
}

function over(alarm: string, from: string, to: string) {
  return {
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    time: at(0),
    detail: {
      alarmName: `${NAME}-${alarm}`,
      state: { value: "OK", timestamp: to },
      previousState: { value: "ALARM", timestamp: from },
    },
  };
}

const PUSHED = [[RUN, "STANDARD", 100, 130]] as const;

describe("a change on ECS", () => {
  it("that goes out counts once, with the time since its push", async () => {
    const { published, asked } = await follow(ended("checkout", 130), 130, () => ({
      runs: PUSHED,
      deployments: [[118, 128, "SUCCESSFUL"]],
    }));
    // From the push at minute 100 to the end at minute 128.
    expect(published).toEqual([
      "checkout changes-deployed 1 Count",
      "plan changes-deployed 1 Count",
      "checkout change-lead-time 1680 Seconds",
      "plan change-lead-time 1680 Seconds",
    ]);
    expect(asked.map(({ call }) => call)).toEqual([
      "codepipeline:listPipelineExecutions",
      "ecs:listServiceDeployments",
    ]);
    expect(asked[1]?.input).toEqual({ Cluster: "cluster", Service: "checkout", MaxResults: 100 });
  });

  it("that was rolled back has failed, although the pipeline says that it succeeded", async () => {
    const { published } = await follow(ended("checkout", 130), 130, () => ({
      runs: PUSHED,
      deployments: [[118, 128, "ROLLBACK_SUCCESSFUL"]],
    }));
    expect(published).toEqual(["checkout changes-failed 1 Count", "plan changes-failed 1 Count"]);
  });

  it("is followed until it has settled", async () => {
    const { published, minute } = await follow(ended("checkout", 130), 130, (now) => ({
      runs: PUSHED,
      deployments: [now < 145 ? [118, null, "IN_PROGRESS"] : [118, 144, "SUCCESSFUL"]],
    }));
    expect(published).toContain("checkout change-lead-time 2640 Seconds");
    expect(minute).toBe(145);
  });

  it("restores what was broken since the first failure after the last good one", async () => {
    const { published } = await follow(ended("checkout", 130), 130, () => ({
      runs: PUSHED,
      deployments: [
        [90, 95, "ROLLBACK_FAILED"],
        [10, 20, "ROLLBACK_SUCCESSFUL"],
        [118, 128, "SUCCESSFUL"],
        [60, 70, "ROLLBACK_SUCCESSFUL"],
        [30, 40, "SUCCESSFUL"],
        [50, 55, "STOPPED"],
      ],
    }));
    // The failure at minute 10 was restored at 40; those at 60 and 90 are over at 128.
    expect(published.filter((line) => line.includes("restore"))).toEqual([
      "checkout time-to-restore 4080 Seconds",
      "plan time-to-restore 4080 Seconds",
    ]);
  });

  it("does not take the pipeline's own rollback for a good deployment", async () => {
    const { published } = await follow(ended("checkout", 130), 130, () => ({
      runs: [...PUSHED, ["22222222-2222-4222-8222-222222222222", "ROLLBACK", 70, 80]],
      deployments: [
        [118, 128, "SUCCESSFUL"],
        [72, 78, "SUCCESSFUL"],
        [60, 70, "ROLLBACK_SUCCESSFUL"],
      ],
    }));
    expect(published).toContain("checkout time-to-restore 4080 Seconds");
  });

  it("is none where the pipeline rolls back", async () => {
    const { published } = await follow(ended("checkout", 130), 130, () => ({
      runs: [[RUN, "ROLLBACK", 120, 130]],
      deployments: [[122, 128, "SUCCESSFUL"]],
    }));
    expect(published).toEqual([]);
  });

  it("has failed too when nothing came of its action, whatever was deployed before", async () => {
    const before = { runs: PUSHED, deployments: [[40, 50, "SUCCESSFUL"]] as const };
    const failed = await follow(ended("checkout", 130, "FAILED"), 130, () => before);
    expect(failed.published).toEqual(["checkout changes-failed 1 Count", "plan changes-failed 1 Count"]);
    const nothing = await follow(ended("checkout", 130), 130, () => before);
    expect(nothing.published).toEqual([]);
  });

  it("is not the deployment that began after it", async () => {
    const { published } = await follow(ended("checkout", 130), 140, () => ({
      runs: PUSHED,
      deployments: [
        [135, null, "IN_PROGRESS"],
        [118, 128, "SUCCESSFUL"],
      ],
    }));
    expect(published).toContain("checkout changes-deployed 1 Count");
  });
});

describe("a change on instances", () => {
  const other = "33333333-3333-4333-8333-333333333333";
  const third = "44444444-4444-4444-8444-444444444444";

  it("is what its Deploy action says, and restores what failed before", async () => {
    const { published, asked } = await follow(ended("storefront", 130), 130, () => ({
      runs: [...PUSHED, [other, "STANDARD", 10, 30], [third, "ROLLBACK", 31, 35]],
      actions: [
        [RUN, "Deploy", 118, 130, "Succeeded"],
        [RUN, "Build", 102, 110, "Succeeded"],
        [other, "Deploy", 20, 30, "Failed"],
        [third, "Deploy", 31, 35, "Succeeded"],
      ],
    }));
    expect(published).toEqual([
      "storefront changes-deployed 1 Count",
      "plan changes-deployed 1 Count",
      "storefront change-lead-time 1800 Seconds",
      "plan change-lead-time 1800 Seconds",
      "storefront time-to-restore 6600 Seconds",
      "plan time-to-restore 6600 Seconds",
    ]);
    expect(asked.map(({ call }) => call)).toContain("codepipeline:listActionExecutions");
  });

  it("has failed with its action", async () => {
    const { published } = await follow(ended("storefront", 130, "FAILED"), 130, () => ({
      runs: PUSHED,
      actions: [[RUN, "Deploy", 118, 130, "Failed"]],
    }));
    expect(published).toEqual(["storefront changes-failed 1 Count", "plan changes-failed 1 Count"]);
  });
});

describe("a burn-rate alarm that is over", () => {
  it("tells how long the trouble lasted, by the fastest tier alone", async () => {
    const [from, to] = ["2027-01-04T10:00:00.000+0000", "2027-01-04T10:42:30.500+0000"];
    const { published } = await follow(over("checkout-availability-burn-1h", from, to), 0, () => ({}));
    expect(published).toEqual(["checkout time-to-restore 2550.5 Seconds", "plan time-to-restore 2550.5 Seconds"]);
    for (const alarm of ["checkout-availability-burn-6h", "checkout-availability-burn-1h-short", "another"]) {
      expect((await follow(over(alarm, from, to), 0, () => ({}))).published).toEqual([]);
    }
  });
});

describe("the machine that measures changes", () => {
  it("leaves alone what is of another plan", async () => {
    const { published, asked } = await follow(ended("two-checkout", 130), 130, () => ({ runs: PUSHED }));
    expect([published, asked]).toEqual([[], []]);
  });

  it("is started by the ends of Deploy actions and of alarms", () => {
    const rules = delivery.resources.aws_cloudwatch_event_rule ?? {};
    const pattern = (id: string) => JSON.parse(rules[`deployment_metrics_${id}`]?.event_pattern ?? "{}");
    expect(pattern("change_ended").detail).toEqual({
      state: ["SUCCEEDED", "FAILED"],
      pipeline: [{ prefix: `${NAME}-` }],
      type: { category: ["Deploy"] },
    });
    expect(pattern("trouble_ended").detail).toEqual({
      alarmName: [{ prefix: `${NAME}-` }],
      state: { value: ["OK"] },
      previousState: { value: ["ALARM"] },
    });
  });

  it("may read runs and deployments of its plan, and publish in its namespace", () => {
    const policy = delivery.resources.aws_iam_role_policy?.deployment_metrics_state_machine_policy;
    const granted = JSON.parse(policy?.policy ?? "{}").Statement.slice(0, 3);
    expect(granted.map(({ Action, Resource }: { Action: unknown; Resource: unknown }) => [Action, Resource])).toEqual([
      ["cloudwatch:PutMetricData", "*"],
      [
        ["codepipeline:ListActionExecutions", "codepipeline:ListPipelineExecutions"],
        `arn:aws:codepipeline:eu-west-1:111122223333:${NAME}-*`,
      ],
      ["ecs:ListServiceDeployments", `arn:aws:ecs:eu-west-1:111122223333:service/${NAME}/*`],
    ]);
  });

  it("claims what it provides", () => {
    const found = delivery.evidence.resources.find(({ address }) => address.endsWith("deployment_metrics_machine"));
    expect(found?.capabilities).toEqual(["delivery-rate", "deployment-metric"]);
  });
});
