import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";
import { execute } from "../../support/state-machine/execute";

const MACHINE = "aws_sfn_state_machine.escalation_machine";
const NAME = "ecommerce-operational-excellence-production-storefront-error-rate";
const ARN = `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${NAME}`;
const WENT_OFF = "2026-01-05T09:00:00.000Z";
const LEAD = "${aws_sns_topic.escalation_to_engineering-lead_topic.arn}";
const SECRETS = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";

const shipped = JSON.parse(synthIncidentStack(blueprintPlan("production")).at(MACHINE).definition);
/** Tells the lead after 15 minutes and the owner of the shop 45 minutes later, of critical incidents alone. */
const twoSteps = JSON.parse(
  synthIncidentStack(
    blueprintPlan("production", ({ incidents }) => {
      incidents.channels.owner = { type: "paging", endpointSecret: `${SECRETS}:owner-AbCdEf` };
      incidents.escalation.push({ after: "1h", to: ["owner"], severities: ["critical"] });
    }),
  ).at(MACHINE).definition,
);

/** The alarm that went off, and what AWS says and hears of it. */
class Incident {
  readonly published: Json[] = [];
  alarm: Json = {
    AlarmName: NAME,
    AlarmDescription: "storefront: 5xx answers above 1 % over 5 minutes.",
    AlarmActions: ["topic"],
    ActionsEnabled: true,
    StateValue: "ALARM",
    StateReason: "Threshold crossed",
    StateTransitionedTimestamp: WENT_OFF,
  };
  kind: "MetricAlarms" | "CompositeAlarms" = "MetricAlarms";
  tags: Record<string, string> = {
    plan: "ecommerce-operational-excellence",
    environment: "production",
    severity: "critical",
  };
  /** Calls of a service that fail from now on. */
  broken = new Set<string>();
  private readonly changes: { readonly minute: number; readonly change: () => void }[] = [];

  /** Something that happens `minute` minutes after the alarm went off. */
  at(minute: number, change: () => void): this {
    this.changes.push({ minute, change });
    return this;
  }

  run(machine: Json = shipped) {
    return execute(machine as typeof shipped, {
      startTime: WENT_OFF,
      input: { time: WENT_OFF, resources: [ARN], detail: { alarmName: NAME } },
      handler: (resource, args) => this.answer(resource.replace("arn:aws:states:::", ""), args as Json),
      onAdvance: (to) => this.changeUpTo(to),
    });
  }

  private changeUpTo(to: Date): void {
    const minutes = (to.getTime() - Date.parse(WENT_OFF)) / 60_000;
    for (const { minute, change } of this.changes) if (minute < minutes) change();
  }

  private answer(call: string, args: Json): unknown {
    if (this.broken.has(call)) throw { name: "Service.Unavailable", message: call };
    switch (call) {
      case "aws-sdk:cloudwatch:listTagsForResource":
        expect(args).toEqual({ ResourceARN: ARN });
        return { Tags: Object.entries(this.tags).map(([Key, Value]) => ({ Key, Value })) };
      case "aws-sdk:cloudwatch:untagResource":
        expect(args.ResourceARN).toBe(ARN);
        for (const key of args.TagKeys) delete this.tags[key];
        return {};
      case "aws-sdk:cloudwatch:describeAlarms":
        expect(args).toEqual({ AlarmNames: [NAME], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
        return { MetricAlarms: [], CompositeAlarms: [], [this.kind]: [this.alarm] };
      case "sns:publish":
        this.published.push(args);
        return { MessageId: "1" };
      default:
        throw new Error(`nobody expects ${call}`);
    }
  }
}

function lastState({ trace }: Awaited<ReturnType<Incident["run"]>>) {
  return trace.at(-1);
}

describe("an escalation of the shipped blueprint", () => {
  it("tells the lead after 15 minutes while the alarm is on and nobody has answered", async () => {
    const incident = new Incident();
    const execution = await incident.run();
    expect(execution.status).toBe("SUCCEEDED");
    expect(lastState(execution)).toEqual({ state: "Escalated to the end", time: "2026-01-05T09:15:00.000Z" });
    expect(incident.published).toEqual([
      { TopicArn: LEAD, Subject: `[critical] ${NAME}`, Message: expect.any(String) },
    ]);
    expect(incident.published[0]?.Message.split("\n")).toEqual([
      `Nobody has answered for 15 minutes: ${NAME} (critical)`,
      "",
      "storefront: 5xx answers above 1 % over 5 minutes.",
      "",
      "Threshold crossed",
      "",
      "To answer and stop the escalation:",
      `aws cloudwatch tag-resource --region eu-west-1 --resource-arn ${ARN} --tags Key=acknowledged,Value=$USER`,
    ]);
  });

  it("knows composite alarms, too", async () => {
    const incident = new Incident();
    incident.kind = "CompositeAlarms";
    await incident.run();
    expect(incident.published).toHaveLength(1);
  });

  it("stops when somebody has answered within the time", async () => {
    const incident = new Incident();
    incident.at(14, () => {
      incident.tags.acknowledged = "ada";
    });
    expect(lastState(await incident.run())?.state).toBe("Answered");
    expect(incident.published).toEqual([]);
  });

  it("takes no answer to an earlier incident for one to this", async () => {
    const incident = new Incident();
    incident.tags.acknowledged = "ada";
    await incident.run();
    expect(incident.published).toHaveLength(1);
  });

  it("stops when the alarm is over", async () => {
    const incident = new Incident();
    incident.at(10, () => {
      incident.alarm = { ...incident.alarm, StateValue: "OK", StateTransitionedTimestamp: "2026-01-05T09:10:00.000Z" };
    });
    expect(lastState(await incident.run())?.state).toBe("Alarm is over");
    expect(incident.published).toEqual([]);
  });

  it("leaves an alarm that went off anew to the escalation that this started", async () => {
    const incident = new Incident();
    incident.at(10, () => {
      incident.alarm = { ...incident.alarm, StateTransitionedTimestamp: "2026-01-05T09:10:00.000Z" };
    });
    expect(lastState(await incident.run())?.state).toBe("Alarm is over");
    expect(incident.published).toEqual([]);
  });

  it.each<[string, (incident: Incident) => void]>([
    ["of another plan", ({ tags }) => Object.assign(tags, { plan: "other" })],
    ["of another environment", ({ tags }) => Object.assign(tags, { environment: "staging" })],
    ["of a severity that no step covers", ({ tags }) => Object.assign(tags, { severity: "medium" })],
    ["without tags", (incident) => Object.assign(incident, { tags: {} })],
    ["that notifies nobody", ({ alarm }) => Object.assign(alarm, { AlarmActions: [] })],
    ["whose actions are off", ({ alarm }) => Object.assign(alarm, { ActionsEnabled: false })],
  ])("ends at once for an alarm %s", async (_, change) => {
    const incident = new Incident();
    change(incident);
    expect(lastState(await incident.run())).toEqual({ state: "Nothing to escalate", time: WENT_OFF });
    expect(incident.published).toEqual([]);
  });

  it("tells rather than stays silent when it can no longer look", async () => {
    for (const call of ["describeAlarms", "listTagsForResource"]) {
      const incident = new Incident();
      incident.at(1, () => incident.broken.add(`aws-sdk:cloudwatch:${call}`));
      expect(lastState(await incident.run())?.state).toBe("Escalated to the end");
      expect(incident.published).toHaveLength(1);
    }
  });

  it("fails visibly when the lead cannot be reached", async () => {
    const incident = new Incident();
    incident.broken.add("sns:publish");
    expect(await incident.run()).toMatchObject({ status: "FAILED", error: { Error: "ChannelNotReached" } });
  });
});

describe("an escalation with a second step", () => {
  const topics = ({ published }: Incident) => published.map(({ TopicArn }) => TopicArn);
  const owner = LEAD.replace("engineering-lead", "owner");

  it("goes on an hour after the alarm went off", async () => {
    const incident = new Incident();
    expect(lastState(await incident.run(twoSteps))?.time).toBe("2026-01-05T10:00:00.000Z");
    expect(topics(incident)).toEqual([LEAD, owner]);
    expect(JSON.parse(incident.published[1]?.Message)).toMatchObject({
      AlarmName: NAME,
      AlarmArn: ARN,
      AWSAccountId: "111122223333",
      NewStateValue: "ALARM",
      NewStateReason: "Threshold crossed",
      StateChangeTime: WENT_OFF,
    });
  });

  it("stops between the steps when somebody answers", async () => {
    const incident = new Incident();
    incident.at(30, () => {
      incident.tags.acknowledged = "ada";
    });
    await incident.run(twoSteps);
    expect(topics(incident)).toEqual([LEAD]);
  });

  it("asks each step for its severities", async () => {
    const incident = new Incident();
    incident.tags.severity = "high";
    await incident.run(twoSteps);
    expect(topics(incident)).toEqual([LEAD]);
  });

  it("still tells the owner when the lead cannot be reached, and fails in the end", async () => {
    const incident = new Incident();
    incident.broken.add("sns:publish");
    incident.at(30, () => incident.broken.delete("sns:publish"));
    const { status } = await incident.run(twoSteps);
    expect(status).toBe("FAILED");
    expect(topics(incident)).toEqual([owner]);
  });
});
