import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";

const NAME = "ecommerce-operational-excellence";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:tickets-AbCdEf";
const PROVIDERS = {
  github: { repository: "example/operations", secret: SECRET },
  jira: { site: "https://example.atlassian.net", project: "OPS", issueType: "Service request", secret: SECRET },
  servicenow: { instance: "https://example.service-now.com", table: "incident", secret: SECRET },
} as const;
type Provider = keyof typeof PROVIDERS;

function stackFor(provider: Provider) {
  return synthIncidentStack(
    blueprintPlan("production", (tree) => {
      tree.tickets = { provider, [provider]: PROVIDERS[provider] };
    }),
  );
}

/** What the ticket system gets for a ticket: the template with each value as EventBridge writes it, as JSON. */
function body(target: Json, detail: Json): Json {
  const { input_paths: paths, input_template: template } = target.input_transformer;
  const filled = template.replace(/<(\w+)>/g, (_all: string, name: string) => {
    expect(paths[name]).toBe(`$.detail.${name}`);
    return JSON.stringify(detail[name]);
  });
  return JSON.parse(filled);
}

const DETAIL = {
  summary: 'shop production: a "bad" day',
  text: "What happened.\n\n- Runbook: runbooks/incident.md",
  priority: "high",
  ticket: "sla_violation_detected",
  category: "Availability",
  impact: 2,
  urgency: 1,
  opsItemId: "oi-0123456789ab",
};

const stacks = { github: stackFor("github"), jira: stackFor("jira"), servicenow: stackFor("servicenow") };
const template = (provider: Provider): Json =>
  JSON.parse(stacks[provider].at("aws_cloudformation_stack.ticket_system_api_stack").template_body).Resources;
const target = (provider: Provider) => stacks[provider].at("aws_cloudwatch_event_target.ticket_system_target");

describe("a ticket system", () => {
  it.each(Object.keys(PROVIDERS) as Provider[])(
    "%s hears of each ticket of the plan, and keeps what fails",
    (provider) => {
      const rule = stacks[provider].at("aws_cloudwatch_event_rule.ticket_system_rule");
      expect(JSON.parse(rule.event_pattern)).toEqual({
        source: ["opsplan"],
        "detail-type": ["Ticket opened"],
        detail: { plan: [NAME], environment: ["production"] },
      });
      expect(target(provider)).toMatchObject({
        arn: "$" + '{aws_cloudformation_stack.ticket_system_api_stack.outputs["DestinationArn"]}',
        retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: "$" + "{aws_sqs_queue.ticket_system_undelivered_queue.arn}" },
      });
      expect(stacks[provider].at("aws_cloudwatch_metric_alarm.undelivered_tickets").dimensions).toEqual({
        QueueName: `${NAME}-production-undelivered-tickets`,
      });
    },
  );

  it.each(Object.keys(PROVIDERS) as Provider[])(
    "%s gets its secret by reference, read by a role of its own",
    (provider) => {
      const { AuthParameters } = template(provider).Connection.Properties;
      const values = Object.values(Object.values<Json>(AuthParameters)[0] ?? {}).filter(
        (value) => value !== "Authorization",
      );
      for (const value of values) expect(value).toContain(`{{resolve:secretsmanager:${SECRET}:SecretString`);
      const { policy } = stacks[provider].at("aws_iam_role_policy.ticket_system_api_policy");
      expect(JSON.parse(policy).Statement[0]).toMatchObject({
        Action: "secretsmanager:GetSecretValue",
        Resource: SECRET,
      });
      const { assume_role_policy: trust } = stacks[provider].at("aws_iam_role.ticket_system_api_role");
      expect(Object.keys(JSON.parse(trust).Statement[0].Condition)).toEqual(["StringEqualsIfExists"]);
    },
  );

  it("creates issues in GitHub", () => {
    expect(template("github").Destination.Properties.InvocationEndpoint).toBe(
      "https://api.github.com/repos/example/operations/issues",
    );
    expect(body(target("github"), DETAIL)).toEqual({
      title: DETAIL.summary,
      body: DETAIL.text,
      labels: ["opsplan", "high", "sla_violation_detected"],
    });
  });

  it("creates issues in Jira", () => {
    expect(template("jira").Destination.Properties.InvocationEndpoint).toBe(
      "https://example.atlassian.net/rest/api/2/issue",
    );
    expect(template("jira").Connection.Properties.AuthParameters.BasicAuthParameters.Username).toMatch(/:email\}\}$/);
    expect(body(target("jira"), DETAIL).fields).toEqual({
      project: { key: "OPS" },
      issuetype: { name: "Service request" },
      summary: DETAIL.summary,
      description: DETAIL.text,
      labels: ["opsplan", "high", "sla_violation_detected"],
    });
  });

  it("creates records in ServiceNow, ranked by impact and urgency", () => {
    expect(template("servicenow").Destination.Properties.InvocationEndpoint).toBe(
      "https://example.service-now.com/api/now/table/incident",
    );
    expect(body(target("servicenow"), DETAIL)).toEqual({
      short_description: DETAIL.summary,
      description: DETAIL.text,
      impact: 2,
      urgency: 1,
      category: "Availability",
      correlation_id: "oi-0123456789ab",
      correlation_display: "opsplan",
    });
  });

  it("is none where OpsCenter is the only one", () => {
    const stack = synthIncidentStack(blueprintPlan("production"));
    expect(stack.all("aws_cloudformation_stack")).toEqual({});
    expect(stack.all("aws_cloudwatch_metric_alarm")).not.toHaveProperty(["undelivered_tickets"]);
  });
});
