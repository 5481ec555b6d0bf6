import { escalationDefinition } from "../../../src/constructs/incident/escalation/definition";
import { laterSteps } from "../../../src/constructs/incident/escalation-steps";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";

const plan = blueprintPlan("production", (tree) => {
  tree.incidents = {
    channels: {
      oncall: { type: "email", address: "oncall@shop.example.com" },
      pager: { type: "paging", endpointSecret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:pager-AbCdEf" },
      chat: { type: "slack", workspaceId: "T0123456", channelId: "C0123456" },
    },
    escalation: [
      { after: "0m", to: ["oncall"] },
      { after: "15m", to: ["pager", "chat"] },
      { after: "1h", to: ["oncall"], severities: ["critical"] },
    ],
  };
});
const TYPES = { oncall: "email", pager: "paging", chat: "slack" } as const;
const steps = laterSteps(plan).map(({ after, severities, channels }) => ({
  after,
  severities,
  targets: channels.map((channel) => ({
    channel,
    type: TYPES[channel as keyof typeof TYPES],
    topicArn: `arn:${channel}`,
  })),
}));
const definition = escalationDefinition({ plan, region: "eu-west-1", steps }) as Json;

/** States of a machine and of its branches, by name. */
function statesOf(machine: Json): readonly (readonly [string, Json])[] {
  return Object.entries<Json>(machine.States).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.Branches ?? []).flatMap(statesOf),
  ]);
}

/** States that a state may be followed by. */
function followers(state: Json): readonly string[] {
  const choices = [...(state.Choices ?? []), ...(state.Catch ?? [])].map(({ Next }: Json) => Next);
  return [state.Next, state.Default, ...choices].filter((next) => next !== undefined);
}

function check(machine: Json): void {
  const names = Object.keys(machine.States);
  const reached = new Set<string>([machine.StartAt]);
  for (const name of reached) for (const next of followers(machine.States[name])) reached.add(next);
  expect([...reached].sort()).toEqual([...names].sort());
  for (const state of Object.values<Json>(machine.States)) for (const branch of state.Branches ?? []) check(branch);
}

describe("the escalation's state machine", () => {
  it("reaches every state, and names none that it does not have", () => {
    check(definition);
  });

  it("names states once, within 80 characters", () => {
    const names = statesOf(definition).map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(80);
  });

  it("waits 15 minutes, then 45 more", () => {
    const waits = Object.entries<Json>(definition.States).filter(([, { Type }]) => Type === "Wait");
    expect(waits.map(([name, { Seconds }]) => [name, Seconds])).toEqual([
      ["Wait until 15 minutes", 900],
      ["Wait until 1 hour", 2700],
    ]);
  });

  it("stops when the alarm is over, and when somebody has answered", () => {
    expect(definition.States["Still on at 15 minutes?"]).toMatchObject({
      Choices: [{ Next: "Does another speak at 15 minutes?" }],
      Default: "Alarm is over",
    });
    expect(definition.States["Read answer at 15 minutes"].Assign.answered).toContain("'acknowledged' in");
    expect(definition.States["Answered at 15 minutes?"].Choices[0].Next).toBe("Answered");
  });

  it("passes a step over while another alarm speaks for this one, and looks again at the next", () => {
    expect(definition.States["Read alarm at 15 minutes"].Assign.suppressed).toContain("ActionsSuppressedBy");
    expect(definition.States["Does another speak at 15 minutes?"]).toEqual({
      Type: "Choice",
      Choices: [{ Condition: "{% $suppressed %}", Next: "Wait until 1 hour" }],
      Default: "Read answer at 15 minutes",
    });
  });

  it("tells rather than stays silent when it cannot look", () => {
    for (const name of ["Read alarm at 15 minutes", "Read answer at 15 minutes"]) {
      expect(definition.States[name].Catch).toEqual([
        { ErrorEquals: ["States.ALL"], Next: "For this severity at 15 minutes?" },
      ]);
    }
  });

  it("forgets the answer to an earlier incident of the same alarm", () => {
    expect(definition.States["Forget earlier answer"].Arguments.TagKeys).toEqual(["acknowledged"]);
  });

  it("goes on with the severities of each step", () => {
    expect(definition.States["Is it followed?"].Choices[0].Condition).toContain("['critical', 'high']");
    expect(definition.States["For this severity at 1 hour?"].Choices[0].Condition).toBe(
      "{% $severity in ['critical'] %}",
    );
  });

  it("speaks to each channel in its own words", () => {
    const states: Json = Object.fromEntries(statesOf(definition));
    expect(states["Tell pager at 15 minutes"].Arguments.Message).toContain("'NewStateValue': 'ALARM'");
    expect(states["Tell chat at 15 minutes"].Arguments.Message).toContain("'source': 'custom'");
    expect(states["Tell oncall at 1 hour"].Arguments).toMatchObject({
      TopicArn: "arn:oncall",
      Subject: expect.stringContaining("0, 100"),
      Message: expect.stringContaining("Nobody has answered for 1 hour"),
    });
  });

  it("holds nothing that Terraform would evaluate", () => {
    expect(JSON.stringify(definition)).not.toMatch(/[$%]\{/);
  });
});

describe("the escalation's resources", () => {
  const stack = synthIncidentStack(plan);

  it("stand in every region that has alarms, logged without data and traced", () => {
    const machines = stack.all("aws_sfn_state_machine");
    expect(Object.keys(machines).filter((id) => id.includes("escalation"))).toEqual([
      "escalation_machine",
      "global_escalation_machine",
      "recovery_escalation_machine",
    ]);
    expect(machines.escalation_machine).not.toHaveProperty(["region"]);
    expect(machines.global_escalation_machine?.region).toBe("us-east-1");
    expect(machines.recovery_escalation_machine?.region).toBe("eu-central-1");
    for (const machine of Object.values(machines)) {
      expect(machine.logging_configuration).toMatchObject({ level: "ALL", include_execution_data: false });
      expect(machine.tracing_configuration).toEqual({ enabled: true });
    }
    expect(stack.at("aws_cloudwatch_log_group.escalation_log_group").kms_key_id).toContain("key/logs");
  });

  it("start for alarms of this plan and environment that go off", () => {
    const { event_pattern: pattern } = stack.at("aws_cloudwatch_event_rule.escalation_start_rule");
    expect(JSON.parse(pattern).detail).toEqual({
      alarmName: [{ prefix: "ecommerce-operational-excellence-production-" }],
      state: { value: ["ALARM"] },
      previousState: { value: [{ "anything-but": "ALARM" }] },
    });
    const { policy } = stack.at("aws_iam_role_policy.escalation_start_policy");
    expect(JSON.parse(policy).Statement[0].Action).toBe("states:StartExecution");
  });

  it("publish to the later channels' topics of their own region and no other", () => {
    const topics = (id: string) =>
      JSON.parse(stack.at(`aws_iam_role_policy.${id}`).policy).Statement.find(({ Sid }: Json) => Sid === "TellChannels")
        .Resource;
    const arn = (id: string) => `$${`{aws_sns_topic.${id}_topic.arn}`}`;
    const channels = ["chat", "pager", "oncall"];
    for (const prefix of ["", "global_", "recovery_"]) {
      expect(topics(`${prefix}escalation_state_machine_policy`)).toEqual(
        channels.map((name) => arn(`${prefix}escalation_to_${name}`)),
      );
    }
  });

  it("are claimed as escalation, in every region", () => {
    const machines = stack.evidence.resources.filter(({ role }) => role === "escalation-state-machine");
    expect(machines.map(({ capabilities }) => capabilities)).toEqual([
      ["incident-escalation"],
      ["incident-escalation"],
      ["incident-escalation"],
    ]);
  });
});
