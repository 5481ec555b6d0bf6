import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { planAlarm } from "../../../src/constructs/core/alarm";
import { OpsplanStack } from "../../../src/constructs/core/opsplan-stack";
import { ticketDefinition } from "../../../src/constructs/incident/tickets/ticket-definition";
import { ticketInput } from "../../../src/constructs/incident/tickets/ticket-template";
import { opsItemCategory, TICKET_TRIGGERS, ticketTheme } from "../../../src/model/catalogue/ticket-triggers";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";
import { Answer, runMachine } from "./run-machine";

const NAME = "ecommerce-operational-excellence";
const KEY = `${NAME}/production`;
const plan = blueprintPlan("production", (tree) => {
  tree.tickets = {
    triggers: {
      sla_violation_detected: { enabled: false },
      capacity_threshold_approaching: { priority: "high" },
    },
  };
});
const definition = ticketDefinition(plan) as Json;

/** Opens every ticket, as OpsCenter does for a key that is not open. */
const opens = ({ integration }: { readonly integration: string }) =>
  integration === "aws-sdk:ssm:createOpsItem" ? { OpsItemId: "oi-0123456789ab" } : { FailedEntryCount: 0 };

function run(input: Json, api: Parameters<typeof runMachine>[2] = opens) {
  return runMachine(definition, input, api);
}

async function opened(input: Json): Promise<Json> {
  const { calls } = await run(input);
  const item = calls[0];
  if (item === undefined) throw new Error("no ticket was opened");
  return item.arguments;
}

const outdir = mkdtempSync(join(tmpdir(), "opsplan-tickets-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** The event of an alarm whose description is the generated one. */
function alarmEvent(props: Partial<Parameters<typeof planAlarm>[2]>, more: Json = {}): Json {
  const stack = new OpsplanStack(new App({ outdir, stackTraces: false }), plan, "incident");
  const alarm = planAlarm(stack, "alarm", {
    plan,
    subject: { kind: "service", name: "checkout" },
    name: "scaling-limit",
    severity: "medium",
    runbook: "service-capacity",
    condition: '9 or more of at most 10 tasks. It\'s "full" for 15 minutes',
    signal: "saturation",
    capabilities: [],
    topics: ["arn:topic"],
    ticket: "capacity_threshold_approaching",
    metric: { evaluationPeriods: 1, comparisonOperator: "GreaterThanThreshold", treatMissingData: "missing" },
    ...props,
  });
  return {
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    region: "eu-west-1",
    time: "2026-10-02T17:04:40Z",
    resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${alarm.alarmNameInput}`],
    detail: {
      alarmName: alarm.alarmNameInput,
      configuration: { description: alarm.alarmDescriptionInput },
      state: { value: "ALARM", reason: "Threshold Crossed: 1 datapoint [10.0] was over 9.", ...more.state },
    },
  };
}

describe("the ticket of an alarm", () => {
  it("belongs to its trigger, with the plan's priority, and shares the key with the subject's other alarms", async () => {
    const item = await opened(alarmEvent({}));
    expect(item).toMatchObject({
      Title: `${NAME} production: checkout: 9 or more of at most 10 tasks. It's "full" for 15 minutes`,
      Source: "opsplan",
      Severity: "2",
      Priority: 2,
      Category: "Performance",
      Tags: [
        { Key: "plan", Value: NAME },
        { Key: "environment", Value: "production" },
      ],
    });
    const key = `${KEY}/capacity_threshold_approaching/checkout`;
    expect(JSON.parse(item.OperationalData["/aws/dedup"].Value)).toEqual({ dedupString: key });
    expect(item.OperationalData["opsplan-dedupe-key"]).toEqual({ Type: "SearchableString", Value: key });
    expect(item.OperationalData["opsplan-alarm"].Value).toBe(`${NAME}-production-checkout-scaling-limit`);
    // OpsCenter takes the resource for a part of the key: two alarms would open two tickets.
    expect(item.OperationalData).not.toHaveProperty(["/aws/resources"]);
  });

  it("says what, where the runbook and the graphs are, and whose it is", async () => {
    const { Description } = await opened(alarmEvent({}));
    const dashboard = `https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/${NAME}-production-checkout`;
    expect(Description.split("\n")).toEqual([
      `${NAME}-production-checkout-scaling-limit in eu-west-1 went off at 2026-10-02T17:04:40Z.`,
      "",
      "Threshold Crossed: 1 datapoint [10.0] was over 9.",
      "",
      "- Runbook: runbooks/service-capacity.md",
      `- Dashboard: ${dashboard}`,
      "- Owner: platform-team",
      `- Dedupe key: ${KEY}/capacity_threshold_approaching/checkout`,
    ]);
  });

  it("is the alarm's own where it has no trigger, or where the plan switches the trigger off", async () => {
    for (const ticket of [null, "sla_violation_detected"] as const) {
      const event = alarmEvent({ ticket, severity: "critical" });
      const item = await opened(event);
      expect(item).toMatchObject({ Severity: "1", Priority: 1 });
      expect(JSON.parse(item.OperationalData["/aws/dedup"].Value)).toEqual({
        dedupString: `${KEY}/alarm/${NAME}-production-checkout-scaling-limit`,
      });
      expect(JSON.parse(item.OperationalData["/aws/resources"].Value)).toEqual([{ arn: event.resources[0] }]);
    }
  });

  it("keeps the links however long the reason is, within OpsCenter's 2,048 characters", async () => {
    const { Description } = await opened(alarmEvent({}, { state: { reason: "x".repeat(5000) } }));
    expect(Description).toHaveLength(2048);
    expect(Description.endsWith(`Dedupe key: ${KEY}/capacity_threshold_approaching/checkout`)).toBe(true);
  });

  it("is none where the alarm notifies nobody, or is of a plan whose name begins alike", async () => {
    const guard = await run(alarmEvent({ topics: [] }));
    expect(guard.path.at(-1)).toBe("Nothing to open");
    const other = alarmEvent({});
    other.detail.configuration.description = other.detail.configuration.description.replace(
      `Ticket: ${NAME}/production/`,
      `Ticket: ${NAME}-production/x/`,
    );
    expect((await run(other)).path.at(-1)).toBe("Nothing to open");
  });

  it("is none for an alarm of another environment", async () => {
    const other = alarmEvent({});
    const { configuration } = other.detail;
    expect((await run(other)).path.at(-1)).toBe("Opened");
    configuration.description = configuration.description.replace(`${KEY}/capacity`, `${NAME}/staging/capacity`);
    expect((await run(other)).path.at(-1)).toBe("Nothing to open");
  });

  describe("whose event has no description", () => {
    const bare = () => {
      const event = alarmEvent({});
      const description = event.detail.configuration.description;
      event.detail.configuration = {};
      return { event, description };
    };
    const knowing = (alarm: Json) => (call: { readonly integration: string }) =>
      call.integration === "aws-sdk:cloudwatch:describeAlarms" ? alarm : opens(call);

    it("is the same once the alarm is looked up", async () => {
      const { event, description } = bare();
      const { calls } = await run(
        event,
        knowing({ MetricAlarms: [], CompositeAlarms: [{ AlarmDescription: description }] }),
      );
      expect(calls[0]?.arguments.AlarmNames).toEqual([`${NAME}-production-checkout-scaling-limit`]);
      expect(calls[1]?.arguments).toEqual(await opened(alarmEvent({})));
    });

    it("says at least that it went off where nothing is found, and is none for another plan's alarm", async () => {
      const { event } = bare();
      const nothing = knowing({ MetricAlarms: [], CompositeAlarms: [] });
      const item = (await run(event, nothing)).calls[1]?.arguments;
      expect(item).toMatchObject({
        Title: `${NAME} production: ${NAME}-production-checkout-scaling-limit`,
        Severity: "2",
      });
      expect(item?.Description).toContain("- Runbook: runbooks/incident.md");
      expect(item?.Description).not.toContain("Dashboard");
      event.detail.alarmName = "shop-production-checkout-scaling-limit";
      expect((await run(event, nothing)).path.at(-1)).toBe("Nothing to open");
    });
  });

  it("has a burn-rate alarm's severity up to the trigger's priority, and a key of the SLO's tier", async () => {
    const slo = { name: "availability", tier: "3d" };
    const ticket = "error_budget_burn_rate_exceeded";
    const ranks = ["critical", "low"] as const;
    const items = await Promise.all(ranks.map((severity) => opened(alarmEvent({ ticket, severity, slo }))));
    expect(items.map(({ Severity }) => Severity)).toEqual(["1", "4"]);
    expect(items[1]?.OperationalData["opsplan-dedupe-key"].Value).toBe(`${KEY}/${ticket}/checkout/availability/3d`);
  });

  it("is left to the alarm that speaks for it, but not to one that CloudWatch only waits for", async () => {
    const suppressed = (by: string) => run(alarmEvent({}, { state: { actionsSuppressedBy: by } }));
    expect((await suppressed("Alarm")).calls).toEqual([]);
    expect((await suppressed("WaitPeriod")).path.at(-1)).toBe("Opened");
  });
});

describe("a request", () => {
  const request = (detail: Json) => ({ source: "opsplan", "detail-type": "Ticket wanted", detail });
  const wanted = {
    plan: NAME,
    environment: "production",
    ticket: "infrastructure_drift_detected",
    subject: "shop-data",
    title: "the data stack\ndrifted",
    text: "Two differences.",
  };

  it("opens the ticket that it names", async () => {
    const item = await opened(request(wanted));
    expect(item).toMatchObject({
      Title: `${NAME} production: the data stack drifted`,
      Severity: "3",
      Category: "Availability",
    });
    expect(item.Description).toContain("- Runbook: runbooks/infrastructure-drift.md");
    expect(item.Description).not.toContain("Dashboard");
    expect(item.OperationalData["opsplan-dedupe-key"].Value).toBe(`${KEY}/infrastructure_drift_detected/shop-data`);
    expect(item.OperationalData).not.toHaveProperty(["opsplan-alarm"]);
  });

  it("may bring a severity, runbook and dashboard of its own", async () => {
    const own = { severity: "critical", runbook: "runbooks/deploy.md", dashboard: "https://example.com" };
    const item = await opened(request({ ...wanted, ...own }));
    expect(item.Severity).toBe("1");
    expect(item.Description).toContain("- Runbook: runbooks/deploy.md\n- Dashboard: https://example.com");
    expect((await opened(request({ ...wanted, severity: "urgent" }))).Severity).toBe("3");
  });

  it("opens nothing for another plan, a ticket switched off or unknown, or without a subject", async () => {
    for (const change of [
      { plan: "shop" },
      { environment: "staging" },
      { ticket: "sla_violation_detected" },
      { ticket: "toString" },
      { subject: "" },
    ]) {
      expect((await run(request({ ...wanted, ...change }))).path.at(-1)).toBe("Nothing to open");
    }
  });
});

describe("an event of an AWS service", () => {
  const text = {
    title: "GuardDuty found <title>",
    details: ["Type <type>, severity <severity> of 10."],
    runbook: "security-finding",
    values: { title: "$.detail.title", type: "$.detail.type", severity: "$.detail.severity", id: "$.detail.id" },
  } as const;
  const input = ticketInput(plan, { name: "access_control_violation", subject: "<type>" }, text);

  it("gives its values alone, so that EventBridge writes them as JSON", () => {
    expect(input.inputTemplate).toBe(
      '{"ticket":"access_control_violation","subject":[<type>],"title":["GuardDuty found ",<title>],"text":["Type ",<type>,", severity ",<severity>," of 10."],"runbook":"runbooks/security-finding.md"}',
    );
    expect(Object.keys(input.inputPaths).sort()).toEqual(["severity", "title", "type"]);
  });

  it("becomes a ticket, whatever characters its values have", async () => {
    const values: Json = { title: 'a "quoted" \\ title', type: "Recon:EC2/Portscan", severity: 5.5 };
    const json = input.inputTemplate.replace(/<(\w+)>/g, (_all, name: string) => JSON.stringify(values[name]));
    const item = await opened(JSON.parse(json));
    expect(item.Title).toBe(`${NAME} production: GuardDuty found a "quoted" \\ title`);
    expect(item.Description).toContain("Type Recon:EC2/Portscan, severity 5.5 of 10.");
    expect(item.OperationalData["opsplan-dedupe-key"].Value).toBe(`${KEY}/access_control_violation/Recon:EC2/Portscan`);
    expect(item).toMatchObject({ Severity: "2", Category: "Security" });
  });
});

describe("after the OpsItem", () => {
  it("tells ticket systems of a new one, ranked in their words", async () => {
    const { calls, path } = await run(alarmEvent({}));
    expect(path.at(-1)).toBe("Opened");
    const [entry] = calls[1]?.arguments.Entries ?? [];
    expect(entry).toMatchObject({ Source: "opsplan", DetailType: "Ticket opened", EventBusName: "default" });
    expect(entry.Detail).toMatchObject({
      ticket: "capacity_threshold_approaching",
      subject: "checkout",
      priority: "high",
      severity: 2,
      impact: 2,
      urgency: 1,
      theme: "Performance Violations",
      dedupeKey: `${KEY}/capacity_threshold_approaching/checkout`,
      opsItemId: "oi-0123456789ab",
      plan: NAME,
      environment: "production",
    });
    expect(entry.Detail.text).toMatch(/\n- OpsItem: oi-0123456789ab$/);
    expect(entry.Detail.summary.length).toBeLessThanOrEqual(160);
  });

  it("tells nobody of one that is open already, and does not try again", async () => {
    const { calls, path } = await run(alarmEvent({}), () => {
      throw new Answer("Ssm.OpsItemAlreadyExistsException");
    });
    expect(path.at(-1)).toBe("Already open");
    expect(calls).toHaveLength(1);
    expect(definition.States["Open OpsItem"].Retry[0]).toEqual({
      ErrorEquals: ["Ssm.OpsItemAlreadyExistsException"],
      MaxAttempts: 0,
    });
  });
});

describe("the ticket machine's resources", () => {
  const stack = synthIncidentStack(plan);
  const pattern = (id: string) => JSON.parse(stack.at(`aws_cloudwatch_event_rule.${id}`).event_pattern);

  it("hold nothing that Terraform would evaluate", () => {
    expect(JSON.stringify(definition)).not.toMatch(/[$%]\{/);
  });

  it("start for alarms of every region and for requests of this plan", () => {
    expect(pattern("alarm_tickets_rule").region).toEqual(["eu-west-1", "us-east-1", "eu-central-1"]);
    expect(pattern("wanted_tickets_rule").detail).toEqual({ plan: [NAME], environment: ["production"] });
    for (const id of ["alarm_tickets_target", "wanted_tickets_target"]) {
      expect(stack.at(`aws_cloudwatch_event_target.${id}`)).toMatchObject({ target_id: "tickets" });
      expect(stack.at(`aws_cloudwatch_event_target.${id}`)).not.toHaveProperty(["input_transformer"]);
    }
  });

  it("get what happens in us-east-1 and the recovery region, and start no escalation for it at home", () => {
    for (const [prefix, region] of [
      ["global_", "us-east-1"],
      ["recovery_", "eu-central-1"],
    ]) {
      for (const name of ["alarms", "wanted"]) {
        expect(stack.at(`aws_cloudwatch_event_target.${prefix}forwarding_${name}_target`)).toMatchObject({
          region,
          arn: "arn:aws:events:eu-west-1:111122223333:event-bus/default",
        });
      }
      expect(pattern(`${prefix}forwarding_alarms_rule`).region).toEqual([region]);
    }
    expect(pattern("escalation_start_rule").region).toEqual(["eu-west-1"]);
  });

  it("may open tickets and tell of them, and nothing else", () => {
    const { policy } = stack.at("aws_iam_role_policy.tickets_state_machine_policy");
    const statements = JSON.parse(policy).Statement.slice(0, 4);
    expect(statements.map(({ Action, Resource }: Json) => [Action, Resource])).toEqual([
      ["cloudwatch:DescribeAlarms", "*"],
      ["ssm:CreateOpsItem", "*"],
      ["ssm:AddTagsToResource", "arn:aws:ssm:eu-west-1:111122223333:opsitem/*"],
      ["events:PutEvents", "arn:aws:events:eu-west-1:111122223333:event-bus/default"],
    ]);
  });

  it("notice when a ticket cannot be opened", () => {
    expect(stack.at("aws_cloudwatch_metric_alarm.ticket_failures")).toMatchObject({
      metric_name: "ExecutionsFailed",
      threshold: 0,
    });
  });

  it("claim the tickets that rules on events open; one switched off has no target", () => {
    const detecting = stack.evidence.resources.filter(({ detects }) => detects.length > 0);
    const found = detecting.map(({ address, detects }) => [address.replace(/^aws_\w+?\./, ""), ...detects].join(" "));
    expect(found).toEqual([
      "backup_copy_failed_rule recovery_objective_at_risk",
      "backup_failed_rule recovery_objective_at_risk",
      "compliance_deviation_rule compliance_deviation_identified",
      "control_failed_rule compliance_deviation_identified",
      "cost_anomaly_rule infrastructure_optimization_available",
      "external_access_rule access_control_violation",
      "monitoring_gap_rule security_monitoring_gap_detected",
      "protection_gap_rule security_monitoring_gap_detected",
      "threat_high_rule access_control_violation",
      "threat_medium_rule access_control_violation",
      "vulnerability_found_rule vulnerability_exposure_detected",
      "global_response_time_machine incident_response_time_exceeded",
      "recovery_response_time_machine incident_response_time_exceeded",
      "response_time_machine incident_response_time_exceeded",
    ]);
    const off = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        tree.tickets = { triggers: { access_control_violation: { enabled: false } } };
      }),
    );
    expect(off.all("aws_cloudwatch_event_target")).not.toHaveProperty(["threat_high_ticket_target"]);
    expect(off.all("aws_cloudwatch_event_target")).toHaveProperty(["threat_high_target"]);
  });
});

describe("the catalogue", () => {
  it("files every trigger in OpsCenter and under a theme", () => {
    for (const { name } of TICKET_TRIGGERS) {
      expect(opsItemCategory(name)).toMatch(/^(Availability|Cost|Performance|Recovery|Security)$/);
      expect(ticketTheme(name)).toBeTruthy();
    }
  });
});
