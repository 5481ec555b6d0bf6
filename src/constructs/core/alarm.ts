import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { declaresAlarm, provides } from "../../evidence/declare";
import type { AlarmEvidence, GoldenSignal, Subject } from "../../evidence/evidence";
import type { Capability } from "../../model/capabilities";
import type { AlarmRunbook } from "../../model/catalogue/runbooks";
import type { Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import { resourceName } from "./names";
import { runbookLink } from "./runbook-link";

/** CloudWatch's limit on an alarm's name (API reference, PutMetricAlarm). */
const ALARM_NAME_MAX_LENGTH = 255;

export interface PlanAlarmProps {
  readonly plan: Plan;
  readonly subject: Subject;
  /** Words after the subject in the alarm's name: `error-rate`. */
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: AlarmRunbook;
  /** What it watches, in words, without a full stop: `5xx answers above 1 % over 5 minutes`. */
  readonly condition: string;
  readonly signal: GoldenSignal | null;
  readonly capabilities: readonly Capability[];
  /** Incident topics of the alarm's own region; none for an alarm that only guards deployments. */
  readonly topics: readonly string[];
  /** Region of the metric where it is not the plan's, such as us-east-1 for CloudFront. */
  readonly region?: string;
  /** The metric or metric math, threshold, periods: CloudWatch's own arguments. */
  readonly metric: Omit<
    CloudwatchMetricAlarmConfig,
    "alarmName" | "alarmDescription" | "alarmActions" | "okActions" | "region" | "tags" | "treatMissingData"
  > & { readonly treatMissingData: "notBreaching" | "breaching" | "missing" | "ignore" };
}

/** Every alarm of a plan: named, described with its runbook, tagged, notifying, and known to the evidence. */
export function planAlarm(scope: Construct, id: string, props: PlanAlarmProps): CloudwatchMetricAlarm {
  const { plan, subject, severity, runbook } = props;
  const region = props.region ?? plan.environment.region;
  const name = alarmName(plan, subject, props.name);
  const alarm = new CloudwatchMetricAlarm(scope, id, {
    ...props.metric,
    alarmName: name,
    alarmDescription: describe(props),
    alarmActions: [...props.topics],
    okActions: [...props.topics],
    ...(region === plan.environment.region ? {} : { region }),
    tags: { severity, runbook, ...(subject.kind === "service" ? { service: subject.name } : {}) },
  });
  provides(alarm, subject, ...props.capabilities);
  declaresAlarm(alarm, {
    name,
    region,
    subject,
    severity,
    runbook,
    condition: props.condition,
    signal: props.signal,
    purpose: purposeOf(props),
  });
  return alarm;
}

/** The name an alarm has or will have, so that a deployment can watch it from another stack. */
export function alarmName(plan: Plan, subject: Subject, name: string): string {
  return resourceName(plan, [subject.name, name], ALARM_NAME_MAX_LENGTH);
}

function purposeOf({ topics }: PlanAlarmProps): AlarmEvidence["purpose"] {
  return topics.length > 0 ? "notifies" : "deployment";
}

/** Read in a chat window or a mail at night: what is wrong, how bad, and where the instructions are. */
function describe({ plan, subject, condition, severity, runbook }: PlanAlarmProps): string {
  return `${subject.name}: ${condition}. Severity ${severity}. Runbook: ${runbookLink(plan, runbook)}`;
}
