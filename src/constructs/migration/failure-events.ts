import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Severity } from "../../model/severities";
import { eventLogPolicy } from "../core/event-log-policy";
import { keptLogGroup } from "../core/kept-log-group";
import { resourceName } from "../core/names";
import { compared } from "../observability/alarms/alarm-settings";
import { raise } from "../observability/alarms/raise";
import { FIVE_MINUTES } from "../observability/alarms/windows";
import { single } from "../observability/metrics/metric";
import { migrationPost } from "./migration-post";
import type { MigrationProps } from "./migration-props";
import { MIGRATION_SUBJECT } from "./migration-subject";

/** EventBridge allows 64 characters for a rule (PutRule); CloudWatch Logs 256 for a resource policy. */
const RULE_NAME_MAX_LENGTH = 64;
const POLICY_NAME_MAX_LENGTH = 256;

export interface FailureEventsProps extends MigrationProps {
  readonly replicationArns: readonly string[];
  readonly taskArns: readonly string[];
}

interface Failure {
  readonly name: string;
  readonly description: string;
  readonly condition: string;
  readonly severity: Severity;
  readonly capability: "data-replication" | "file-transfer";
  readonly pattern: Readonly<Record<string, unknown>>;
}

/**
 * Replications and transfers that fail, or stop although nobody stopped them: no metric says so, since what stands still
 * publishes none. The events go to a log, which shows what happened, and an alarm counts them: so they come with
 * severity, escalation, ticket and runbook like everything else.
 */
export class FailureEvents extends Construct {
  constructor(scope: Construct, id: string, props: FailureEventsProps) {
    super(scope, id);
    const failures = failuresOf(props);
    if (failures.length === 0) return;
    const { plan, foundation } = props;
    const name = `/aws/events/${resourceName(plan, ["migration"], RULE_NAME_MAX_LENGTH)}`;
    const group = keptLogGroup(this, "log_group", {
      subject: MIGRATION_SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    const policy = this.writePolicy(name, failures, props);
    for (const failure of failures) this.count(failure, group, policy, props);
  }

  private writePolicy(group: string, failures: readonly Failure[], { plan }: FailureEventsProps) {
    const rules = failures.map(({ name }) => resourceName(plan, [name], RULE_NAME_MAX_LENGTH));
    return new CloudwatchLogResourcePolicy(this, "policy", {
      policyName: resourceName(plan, ["migration-events"], POLICY_NAME_MAX_LENGTH),
      policyDocument: eventLogPolicy(plan, group, rules),
    });
  }

  private count(
    { name, description, condition, severity, capability, pattern }: Failure,
    group: CloudwatchLogGroup,
    policy: CloudwatchLogResourcePolicy,
    props: FailureEventsProps,
  ): void {
    const id = name.replaceAll("-", "_");
    const ruleName = resourceName(props.plan, [name], RULE_NAME_MAX_LENGTH);
    const rule = new CloudwatchEventRule(this, `${id}_rule`, {
      name: ruleName,
      description,
      eventPattern: JSON.stringify(pattern),
    });
    provides(rule, MIGRATION_SUBJECT, "event-notification");
    new CloudwatchEventTarget(this, `${id}_target`, {
      rule: rule.name,
      targetId: "log",
      arn: group.arn,
      dependsOn: [policy],
    });
    raise(migrationPost(this, props), {
      name,
      severity,
      runbook: "migration-replication",
      condition,
      signal: null,
      capabilities: [capability],
      ticket: null,
      metric: compared(
        single("events", {
          namespace: "AWS/Events",
          name: "TriggeredRules",
          dimensions: { RuleName: ruleName },
          statistic: "Sum",
        }),
        { is: "at-least", threshold: 1, window: FIVE_MINUTES, missing: "notBreaching" },
      ),
    });
  }
}

function failuresOf({ replicationArns, taskArns }: FailureEventsProps): readonly Failure[] {
  return [
    ...(replicationArns.length === 0
      ? []
      : [replication(replicationArns, FAILED), replication(replicationArns, STOPPED)]),
    ...(taskArns.length === 0 ? [] : [transfer(taskArns)]),
  ];
}

const FAILED = {
  name: "replication-failed",
  description: "DMS replications of the migration that failed",
  condition: "a database replication failed",
  severity: "high",
  ending: "FAILED",
} as const;

const STOPPED = {
  name: "replication-stopped",
  description: "DMS replications of the migration that stopped",
  condition: "a database replication stopped, by hand or by itself",
  severity: "low",
  ending: "STOPPED",
} as const;

/**
 * A serverless replication reports under its configuration's ARN, as `REPLICATION_FAILED` or `REPLICATION_STOPPED`; the
 * task below it reports as well, under an ARN that nobody knows beforehand, and says nothing of failures.
 */
function replication(arns: readonly string[], { ending, ...rest }: typeof FAILED | typeof STOPPED): Failure {
  return {
    ...rest,
    capability: "data-replication",
    pattern: {
      source: ["aws.dms"],
      "detail-type": ["DMS Replication State Change"],
      resources: arns,
      detail: { eventType: [{ suffix: ending }] },
    },
  };
}

/** A run of a task has the task's ARN, and its own id after it (DataSync user guide, EventBridge events). */
function transfer(arns: readonly string[]): Failure {
  return {
    name: "file-transfer-failed",
    description: "DataSync tasks of the migration that failed",
    condition: "a file transfer failed",
    severity: "high",
    capability: "file-transfer",
    pattern: {
      source: ["aws.datasync"],
      "detail-type": ["DataSync Task Execution State Change"],
      resources: arns.map((arn) => ({ prefix: arn })),
      detail: { State: ["ERROR"] },
    },
  };
}
