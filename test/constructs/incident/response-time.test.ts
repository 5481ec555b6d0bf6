import { responseTimeDefinition } from "../../../src/constructs/incident/response-time/response-time-definition";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";
import { Answer, runMachine } from "./run-machine";

const NAME = "ecommerce-operational-excellence";
const plan = blueprintPlan("production");
const definition = responseTimeDefinition(plan) as Json;
const SINCE = "2026-10-02T17:04:40Z";

interface World {
  readonly tags?: Readonly<Record<string, string>>;
  /** The alarm as it is when the time is up. */
  readonly later?: Json;
  readonly answered?: boolean;
  readonly failing?: boolean;
}

/** Follows one alarm of severity high; `world` says what becomes of it. */
function follow({ tags = {}, later = {}, answered = false, failing = false }: World = {}) {
  const alarm = {
    StateValue: "ALARM",
    StateTransitionedTimestamp: SINCE,
    AlarmDescription: `checkout: errors above 1 %. Severity high. Owner platform-team.\nTicket: ${NAME}/production/alarm/x`,
    StateReason: "Threshold Crossed",
    AlarmActions: ["arn:topic"],
    ActionsEnabled: true,
  };
  const own = { plan: NAME, environment: "production", severity: "high", ...tags };
  let looks = 0;
  return runMachine(
    definition,
    {
      time: SINCE,
      resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x"],
      detail: { alarmName: `${NAME}-production-checkout-error-rate` },
    },
    ({ integration }) => {
      switch (integration) {
        case "aws-sdk:cloudwatch:listTagsForResource": {
          const all: Json = looks > 1 && answered ? { ...own, acknowledged: "jo" } : own;
          return { Tags: Object.entries(all).map(([Key, Value]) => ({ Key, Value })) };
        }
        case "aws-sdk:cloudwatch:describeAlarms":
          looks += 1;
          if (failing && looks > 1) throw new Answer("CloudWatch.InternalServiceException");
          return { MetricAlarms: [looks > 1 ? { ...alarm, ...later } : alarm], CompositeAlarms: [] };
        default:
          return {};
      }
    },
  );
}

describe("the response time of an alarm", () => {
  it("asks for a ticket when nobody answers within the severity's time", async () => {
    const { waits, calls, path } = await follow();
    // 30 minutes for severity high.
    expect(waits).toEqual([1800]);
    expect(path.at(-1)).toBe("Answered too late");
    const [entry] = calls.at(-1)?.arguments.Entries ?? [];
    expect(entry).toMatchObject({ Source: "opsplan", DetailType: "Ticket wanted" });
    expect(entry.Detail).toEqual({
      plan: NAME,
      environment: "production",
      ticket: "incident_response_time_exceeded",
      subject: "checkout",
      title: `nobody answered ${NAME}-production-checkout-error-rate within 30 minutes`,
      text: `Severity high, went off at ${SINCE}.\n\nThreshold Crossed`,
    });
  });

  it.each([
    ["critical", 900],
    ["medium", 28_800],
    ["low", 259_200],
  ])("waits as long as severity %s allows", async (severity, seconds) => {
    expect((await follow({ tags: { severity } })).waits).toEqual([seconds]);
  });

  it("is kept when somebody answers", async () => {
    expect((await follow({ answered: true })).path.at(-1)).toBe("Answered in time");
  });

  it("does not matter once the alarm is over, or has gone off anew", async () => {
    expect((await follow({ later: { StateValue: "OK" } })).path.at(-1)).toBe("Alarm is over");
    const anew = { StateTransitionedTimestamp: "2026-10-02T17:20:00Z" };
    expect((await follow({ later: anew })).path.at(-1)).toBe("Alarm is over");
  });

  it("does not count while another alarm speaks for this one", async () => {
    expect((await follow({ later: { ActionsSuppressedBy: "Alarm" } })).path.at(-1)).toBe("Alarm is over");
  });

  it("counts as missed where nobody can look", async () => {
    expect((await follow({ failing: true })).path.at(-1)).toBe("Answered too late");
  });

  it("is not timed for an alarm of another plan, whatever its name begins with", async () => {
    const { path, waits } = await follow({ tags: { plan: `${NAME}-production` } });
    expect([path.at(-1), waits]).toEqual(["Nothing to time", []]);
  });

  it("holds nothing that Terraform would evaluate", () => {
    expect(JSON.stringify(definition)).not.toMatch(/[$%]\{/);
  });
});

describe("its resources", () => {
  it("stand in every region that has alarms, each on the bus of its own", () => {
    const stack = synthIncidentStack(plan);
    for (const [prefix, region] of [
      ["", "eu-west-1"],
      ["global_", "us-east-1"],
      ["recovery_", "eu-central-1"],
    ]) {
      const { policy } = stack.at(`aws_iam_role_policy.${prefix}response_time_state_machine_policy`);
      const asks = JSON.parse(policy).Statement.find(({ Sid }: Json) => Sid === "AskForTickets");
      expect(asks.Resource).toBe(`arn:aws:events:${region}:111122223333:event-bus/default`);
    }
  });

  it("are left out where the plan switches the trigger off", () => {
    const stack = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        tree.tickets = { triggers: { incident_response_time_exceeded: { enabled: false } } };
      }),
    );
    expect(Object.keys(stack.all("aws_sfn_state_machine"))).toEqual([
      "escalation_machine",
      "global_escalation_machine",
      "recovery_escalation_machine",
      "tickets_machine",
    ]);
  });
});
