import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthIncidentStack } from "../../support/data-incident-stacks";

const NAME = "ecommerce-operational-excellence";
const SEVERITIES = ["critical", "high", "low", "medium"];
const production = synthIncidentStack(blueprintPlan("production"));

function planWith(incidents: Json, change: (tree: Json) => void = () => {}) {
  return blueprintPlan("production", (tree) => {
    tree.incidents = incidents;
    change(tree);
  });
}

/** Statements of every policy in a stack, by address. */
function statements(stack: typeof production): readonly (readonly [string, Json])[] {
  const policies = ["aws_iam_role_policy", "aws_iam_policy", "aws_sns_topic_policy"].flatMap((type) =>
    Object.entries(stack.all(type)).map(([id, { policy }]) => [`${type}.${id}`, JSON.parse(policy)] as const),
  );
  return policies.flatMap(([address, { Statement }]) =>
    Statement.map((statement: Json) => [address, statement] as const),
  );
}

describe("topics", () => {
  it("are one per severity and region, encrypted with the region's key", () => {
    for (const severity of SEVERITIES) {
      expect(production.at(`aws_sns_topic.${severity}_topic`)).toMatchObject({
        name: `${NAME}-production-incident-${severity}`,
        kms_master_key_id: "arn:aws:kms:eu-west-1:111122223333:key/messaging",
      });
      expect(production.at(`aws_sns_topic.global_${severity}_topic`)).toMatchObject({
        region: "us-east-1",
        kms_master_key_id: "arn:aws:kms:us-east-1:111122223333:key/global",
      });
      expect(production.at(`aws_sns_topic.recovery_${severity}_topic`)).toMatchObject({
        region: "eu-central-1",
        kms_master_key_id: "arn:aws:kms:eu-central-1:111122223333:key/recovery",
      });
    }
  });

  it("stand in two regions where nothing is public, or where one of them is us-east-1", () => {
    const topics = (change: (tree: Json) => void) => {
      const { all, outputs } = synthIncidentStack(blueprintPlan("production", change));
      const { globalTopicArns, recoveryTopicArns, topicArns } = outputs;
      return {
        regions: [...new Set(Object.values(all("aws_sns_topic")).map(({ region }) => region))],
        globalAreOwn: globalTopicArns.high === topicArns.high,
        globalAreOfRecovery: globalTopicArns.high === recoveryTopicArns?.high,
      };
    };
    const hidden = topics((tree) => {
      delete tree.environments.production.domain;
    });
    expect(hidden).toEqual({ regions: [undefined, "eu-central-1"], globalAreOwn: true, globalAreOfRecovery: false });
    const virginia = topics((tree) => {
      tree.environments.production.region = "us-east-1";
    });
    expect(virginia).toEqual(hidden);
    const recoversThere = topics((tree) => {
      tree.environments.production.recoveryRegion = "us-east-1";
    });
    expect(recoversThere).toEqual({
      regions: [undefined, "us-east-1"],
      globalAreOwn: false,
      globalAreOfRecovery: true,
    });
  });

  it("stand in the plan's region alone without a recovery region where nothing is public, or where it is us-east-1", () => {
    const hidden = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        delete tree.environments.production.recoveryRegion;
        delete tree.environments.production.domain;
      }),
    );
    const virginia = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        delete tree.environments.production.recoveryRegion;
        tree.environments.production.region = "us-east-1";
      }),
    );
    for (const stack of [hidden, virginia]) {
      expect(Object.values(stack.all("aws_sns_topic")).some(({ region }) => region !== undefined)).toBe(false);
      expect(stack.outputs.globalTopicArns).toEqual(stack.outputs.topicArns);
      expect(stack.outputs.recoveryTopicArns).toBeNull();
    }
  });

  it("refuse plain HTTP and admit alarms of the account", () => {
    for (const [id, { policy }] of Object.entries(production.all("aws_sns_topic_policy"))) {
      const { Statement } = JSON.parse(policy);
      expect(Statement[0]).toMatchObject({ Sid: "TlsOnly", Effect: "Deny", Principal: "*" });
      const alarms = Statement.find(({ Sid }: Json) => Sid === "Alarms");
      if (id.includes("escalation")) expect(alarms).toBeUndefined();
      else expect(alarms.Condition.StringEquals).toEqual({ "aws:SourceAccount": "111122223333" });
    }
  });

  it("admit events only where a rule publishes to: EventBridge can carry no condition", () => {
    const open = Object.entries(production.all("aws_sns_topic_policy"))
      .filter(([, { policy }]) => policy.includes("events.amazonaws.com"))
      .map(([id]) => id);
    expect(open).toEqual(["high_policy", "medium_policy"]);
    const events = JSON.parse(production.at("aws_sns_topic_policy.high_policy").policy).Statement.at(-1);
    expect(events).not.toHaveProperty(["Condition"]);
  });

  it("claim notifications only where somebody listens", () => {
    const escalation = [{ after: "0m", to: ["oncall"], severities: ["critical"] }];
    const stack = synthIncidentStack(
      planWith({ channels: { oncall: { type: "email", address: "a@b.example" } }, escalation }),
    );
    const claiming = stack.evidence.resources.filter(
      ({ role, capabilities }) => role === "incident-topic" && capabilities.includes("incident-notification"),
    );
    expect(claiming.map(({ handles }) => `${handles.severity} ${handles.region}`)).toEqual([
      "critical eu-west-1",
      "critical us-east-1",
      "critical eu-central-1",
    ]);
    expect(Object.keys(stack.all("aws_sfn_state_machine")).filter((id) => id.includes("escalation"))).toEqual([]);
  });
});

describe("channels", () => {
  it("of the first moment hear every severity of their step, later ones their own topic alone", () => {
    expect(Object.keys(production.all("aws_sns_topic_subscription"))).toEqual([
      "channel_engineering-lead_escalation",
      "channel_engineering-lead_global_escalation",
      "channel_engineering-lead_recovery_escalation",
      "channel_oncall_critical",
      "channel_oncall_global_critical",
      "channel_oncall_global_high",
      "channel_oncall_global_low",
      "channel_oncall_global_medium",
      "channel_oncall_high",
      "channel_oncall_low",
      "channel_oncall_medium",
      "channel_oncall_recovery_critical",
      "channel_oncall_recovery_high",
      "channel_oncall_recovery_low",
      "channel_oncall_recovery_medium",
    ]);
    expect(production.at("aws_sns_topic_subscription.channel_oncall_high")).toMatchObject({
      protocol: "email",
      endpoint: "oncall@shop.example.com",
    });
  });

  describe("of a paging tool", () => {
    const secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:pager-AbCdEf";
    const escalation = [
      { after: "0m", to: ["pager"], severities: ["critical"] },
      { after: "10m", to: ["pager"] },
    ];
    const stack = synthIncidentStack(
      planWith({ channels: { pager: { type: "paging", endpointSecret: secret } }, escalation }),
    );
    const subscriptions = stack.at("aws_cloudformation_stack.channel_pager_subscriptions");

    it("get their endpoint by a reference that AWS resolves in the secret's region", () => {
      const { Resources } = JSON.parse(subscriptions.template_body);
      expect(Object.keys(Resources)).toEqual([
        "Critical",
        "Escalation",
        "GlobalCritical",
        "GlobalEscalation",
        "RecoveryCritical",
        "RecoveryEscalation",
      ]);
      expect(Resources.GlobalCritical.Properties).toEqual({
        Protocol: "https",
        Endpoint: `{{resolve:secretsmanager:${secret}:SecretString}}`,
        TopicArn: expect.stringContaining("aws_sns_topic.global_critical_topic"),
        Region: "us-east-1",
      });
      expect(Resources.RecoveryCritical.Properties).toMatchObject({
        TopicArn: expect.stringContaining("aws_sns_topic.recovery_critical_topic"),
        Region: "eu-central-1",
      });
      expect(subscriptions.region).toBe("us-west-2");
    });

    it("read the secret by a role of their own", () => {
      const [read, decrypt] = JSON.parse(stack.at("aws_iam_role_policy.channel_pager_policy").policy).Statement;
      expect(read).toMatchObject({ Action: "secretsmanager:GetSecretValue", Resource: secret });
      expect(decrypt.Condition.StringEquals["kms:EncryptionContext:SecretARN"]).toBe(secret);
      const { assume_role_policy: trust } = stack.at("aws_iam_role.channel_pager_role");
      expect(JSON.parse(trust).Statement[0]).toMatchObject({
        Principal: { Service: "cloudformation.amazonaws.com" },
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
      });
    });
  });

  describe("of a chat", () => {
    const chat = { type: "slack", workspaceId: "T0123456", channelId: "C0123456" };
    const escalation = [{ after: "0m", to: ["chat"], severities: ["high"] }];
    const stack = (region: string) =>
      synthIncidentStack(
        planWith({ channels: { chat }, escalation }, (tree) => {
          tree.environments.production.region = region;
        }),
      );

    it("look at alarms and nothing else, whoever asks", () => {
      const ireland = stack("eu-west-1");
      const configuration = ireland.at("aws_chatbot_slack_channel_configuration.channel_chat_configuration");
      const viewer = "$" + "{aws_iam_policy.channel_chat_policy.arn}";
      expect(configuration).toMatchObject({ guardrail_policy_arns: [viewer], user_authorization_required: true });
      expect(configuration.sns_topic_arns).toEqual(
        ["high", "global_high", "recovery_high"].map((id) => `$${`{aws_sns_topic.${id}_topic.arn}`}`),
      );
      expect(configuration).not.toHaveProperty(["region"]);
    });

    it("are configured where the service has its API", () => {
      const tokyo = stack("ap-northeast-1").at("aws_chatbot_slack_channel_configuration.channel_chat_configuration");
      expect(tokyo.region).toBe("us-east-2");
    });

    it("get events in the schema that chat shows", () => {
      const ireland = stack("eu-west-1");
      const high = ireland.at("aws_cloudwatch_event_target.threat_high_target").input_transformer.input_template;
      expect(JSON.parse(high)).toMatchObject({ version: "1.0", source: "custom" });
      const medium = ireland.at("aws_cloudwatch_event_target.threat_medium_target").input_transformer.input_template;
      expect(medium.split("\n").map((line: string) => JSON.parse(line))).toHaveLength(4);
    });
  });
});

describe("event rules", () => {
  const pattern = (id: string) => JSON.parse(production.at(`aws_cloudwatch_event_rule.${id}_rule`).event_pattern);
  const topic = (id: string) => production.at(`aws_cloudwatch_event_target.${id}_target`).arn;

  it("send GuardDuty findings from 7 on to high, from 4 to medium", () => {
    expect(pattern("threat_high").detail.severity).toEqual([{ numeric: [">=", 7] }]);
    expect(topic("threat_high")).toContain("aws_sns_topic.high_topic");
    expect(pattern("threat_medium").detail.severity).toEqual([{ numeric: [">=", 4, "<", 7] }]);
    expect(topic("threat_medium")).toContain("aws_sns_topic.medium_topic");
  });

  it("watch the plan's own databases, deployments and pipelines", () => {
    expect(pattern("database_interrupted").detail).toEqual({
      EventCategories: ["failover", "failure"],
      SourceIdentifier: ["orders", "orders-reader-1", "orders-writer"].map((name) => `${NAME}-production-${name}`),
    });
    expect(pattern("deployment_failed").resources).toEqual([
      { prefix: `arn:aws:ecs:eu-west-1:111122223333:service/${NAME}-production/` },
    ]);
    expect(pattern("pipeline_failed").detail.pipeline).toEqual([{ prefix: `${NAME}-production-` }]);
  });

  it("name the runbook, by URL where the documents are published", () => {
    const template = (stack: typeof production) =>
      stack.at("aws_cloudwatch_event_target.pipeline_failed_target").input_transformer.input_template;
    expect(template(production)).toContain("Runbook: runbooks/deployment-failure.md");
    const published = synthIncidentStack(planWith({ runbookUrl: "https://docs.example.com/shop/" }));
    expect(template(published)).toContain("Runbook: https://docs.example.com/shop/runbooks/deployment-failure.md");
  });

  it("use only values that they read from the event", () => {
    for (const { input_transformer: transformer } of Object.values(production.all("aws_cloudwatch_event_target"))) {
      if (transformer === undefined) continue;
      const used = [...transformer.input_template.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      expect(new Set(used)).toEqual(new Set(Object.keys(transformer.input_paths)));
    }
  });

  it("leave out what the plan does not have", () => {
    const stack = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        tree.security = { accountBaseline: "existing" };
        delete tree.delivery.source;
      }),
    );
    expect(Object.keys(stack.all("aws_cloudwatch_event_rule"))).toEqual([
      "alarm_tickets_rule",
      "backup_copy_failed_rule",
      "backup_failed_rule",
      "database_interrupted_rule",
      "deployment_failed_rule",
      "escalation_start_rule",
      "global_escalation_start_rule",
      "global_forwarding_alarms_rule",
      "global_forwarding_wanted_rule",
      "global_response_time_start_rule",
      "monitoring_gap_rule",
      "post_incident_review_rule",
      "protection_gap_rule",
      "recovery_escalation_start_rule",
      "recovery_forwarding_alarms_rule",
      "recovery_forwarding_wanted_rule",
      "recovery_response_time_start_rule",
      "response_time_start_rule",
      "vulnerability_found_rule",
      "wanted_tickets_rule",
    ]);
  });

  it("claim what they tell of", () => {
    const deployments = production.evidence.resources.filter(({ capabilities }) =>
      capabilities.includes("deployment-event"),
    );
    expect(deployments.map(({ address }) => address)).toEqual([
      "aws_cloudwatch_event_rule.deployment_failed_rule",
      "aws_cloudwatch_event_rule.pipeline_failed_rule",
    ]);
  });
});

describe("roles", () => {
  it("allow everything nowhere, and all resources only where AWS knows none", () => {
    const wide = statements(production).filter(([, { Effect, Resource }]) => Effect === "Allow" && Resource === "*");
    expect(wide.map(([address, { Sid }]) => `${address.replace("aws_iam_role_policy.", "")} ${Sid}`)).toEqual([
      "escalation_state_machine_policy ReadAlarms",
      "escalation_state_machine_policy DeliverLogs",
      "escalation_state_machine_policy Trace",
      "global_escalation_state_machine_policy ReadAlarms",
      "global_escalation_state_machine_policy DeliverLogs",
      "global_escalation_state_machine_policy Trace",
      "global_response_time_state_machine_policy ReadAlarms",
      "global_response_time_state_machine_policy DeliverLogs",
      "global_response_time_state_machine_policy Trace",
      "post_incident_review_policy OpenReviews",
      "post_incident_review_policy ReadAlarmHistory",
      "recovery_escalation_state_machine_policy ReadAlarms",
      "recovery_escalation_state_machine_policy DeliverLogs",
      "recovery_escalation_state_machine_policy Trace",
      "recovery_response_time_state_machine_policy ReadAlarms",
      "recovery_response_time_state_machine_policy DeliverLogs",
      "recovery_response_time_state_machine_policy Trace",
      "response_time_state_machine_policy ReadAlarms",
      "response_time_state_machine_policy DeliverLogs",
      "response_time_state_machine_policy Trace",
      "tickets_state_machine_policy ReadAlarms",
      "tickets_state_machine_policy OpenTickets",
      "tickets_state_machine_policy DeliverLogs",
      "tickets_state_machine_policy Trace",
    ]);
    for (const [, { Action }] of statements(production)) expect([Action].flat().join()).not.toContain("*");
  });

  it("trust their service for this account only", () => {
    for (const { assume_role_policy: trust } of Object.values(production.all("aws_iam_role"))) {
      expect(JSON.parse(trust).Statement[0].Condition).toEqual({
        StringEquals: { "aws:SourceAccount": "111122223333" },
      });
    }
  });
});
