import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { declaresAlarm, provides } from "../../evidence/declare";
import type { AlarmEvidence, GoldenSignal, Role, Subject } from "../../evidence/evidence";
import { ticketSubject } from "../../evidence/ticket-subject";
import type { Capability } from "../../model/capabilities";
import type { AlarmRunbook } from "../../model/catalogue/runbooks";
import type { TicketName } from "../../model/catalogue/ticket-triggers";
import { dedupeKey } from "../../model/dedupe-key";
import { enabledTicket, type Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import { dashboardLink } from "./dashboard-link";
import { resourceName } from "./names";
import { regionArgument } from "./region-argument";
import { runbookLink } from "./runbook-link";
import { dashboardName } from "./shared-names";

/** CloudWatch's limits on an alarm's name and description (API reference, PutMetricAlarm). */
const ALARM_NAME_MAX_LENGTH = 255;
const DESCRIPTION_MAX_LENGTH = 1024;

/** CloudWatch's limits on a composite alarm's rule (user guide, "Create a composite alarm"). */
const RULE_MAX_LENGTH = 10_240;
const RULE_MAX_CHILDREN = 100;

export interface AlarmProps {
  readonly plan: Plan;
  readonly subject: Subject;
  /** The one resource of the subject that it watches; all of the subject where it is not given. */
  readonly watches?: Role;
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
  /** The trigger whose ticket it opens when it goes off; null for a ticket of its own. */
  readonly ticket: TicketName | null;
  /** `notifies` where there are topics, else `deployment`, unless it says otherwise. */
  readonly purpose?: "window" | "view" | "maintenance";
  readonly slo?: NonNullable<AlarmEvidence["slo"]>;
}

export interface PlanAlarmProps extends AlarmProps {
  /** The metric or metric math, threshold, periods: CloudWatch's own arguments. */
  readonly metric: Omit<
    CloudwatchMetricAlarmConfig,
    "alarmName" | "alarmDescription" | "alarmActions" | "okActions" | "region" | "tags" | "treatMissingData"
  > & { readonly treatMissingData: "notBreaching" | "breaching" | "missing" | "ignore" };
}

/** Every metric alarm of a plan: named, described with its runbook, tagged, notifying, and known to the evidence. */
export function planAlarm(scope: Construct, id: string, props: PlanAlarmProps): CloudwatchMetricAlarm {
  const alarm = new CloudwatchMetricAlarm(scope, id, {
    ...props.metric,
    ...common(props),
    alarmActions: [...props.topics],
    okActions: [...props.topics],
  });
  declare(alarm, props, "metric");
  return alarm;
}

export interface PlanCompositeAlarmProps extends AlarmProps {
  /** Names of alarms that must all be on. */
  readonly all: readonly string[];
  /** Names of alarms of which none may be on. */
  readonly none: readonly string[];
  /** A more urgent alarm that speaks for this one while both are on; null where there is none. */
  readonly suppressor: AlarmSuppressor | null;
  /** The alarms that it names: CloudWatch refuses a rule with one that does not exist. */
  readonly dependsOn: readonly TerraformResource[];
}

export interface AlarmSuppressor {
  readonly name: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

/** An alarm on the state of others. */
export function planCompositeAlarm(
  scope: Construct,
  id: string,
  props: PlanCompositeAlarmProps,
): CloudwatchCompositeAlarm {
  const { suppressor, plan, topics } = props;
  const { tags, ...rest } = common(props);
  const alarm = new CloudwatchCompositeAlarm(scope, id, {
    ...rest,
    tags,
    alarmRule: rule(props),
    alarmActions: [...topics],
    okActions: [...topics],
    ...regionArgument(plan, props.region ?? plan.environment.region),
    ...(suppressor === null
      ? {}
      : {
          actionsSuppressor: {
            alarm: suppressor.name,
            waitPeriod: suppressor.waitSeconds,
            extensionPeriod: suppressor.extensionSeconds,
          },
        }),
    dependsOn: [...props.dependsOn],
  });
  declare(alarm, props, "composite");
  return alarm;
}

/** @throws Error when CloudWatch would refuse the rule: a fault of the construct that made it, not of the plan */
function rule({ all, none, name }: PlanCompositeAlarmProps): string {
  const children = all.length + none.length;
  if (children > RULE_MAX_CHILDREN) throw new Error(`${name} watches ${children} alarms; CloudWatch takes 100`);
  const text = [...all.map((child) => `ALARM("${child}")`), ...none.map((child) => `NOT ALARM("${child}")`)].join(
    " AND ",
  );
  if (text.length > RULE_MAX_LENGTH) throw new Error(`the rule of ${name} has ${text.length} characters`);
  return text;
}

/** The name an alarm has or will have, so that a deployment can watch it from another stack. */
export function alarmName(plan: Plan, subject: Subject, name: string): string {
  return resourceName(plan, [subject.name, name], ALARM_NAME_MAX_LENGTH);
}

function common(props: AlarmProps) {
  const { plan, subject, severity, runbook } = props;
  const region = props.region ?? plan.environment.region;
  return {
    alarmName: alarmName(plan, subject, props.name),
    alarmDescription: describe(props),
    ...regionArgument(plan, region),
    tags: { severity, runbook, ...(subject.kind === "service" ? { service: subject.name } : {}) },
  };
}

function declare(alarm: TerraformResource, props: AlarmProps, kind: AlarmEvidence["kind"]): void {
  const { plan, subject, severity, runbook, condition, signal } = props;
  provides(alarm, subject, ...props.capabilities);
  declaresAlarm(alarm, {
    name: alarmName(plan, subject, props.name),
    region: props.region ?? plan.environment.region,
    subject,
    watches: props.watches ?? null,
    severity,
    runbook,
    condition,
    signal,
    purpose: purposeOf(props),
    kind,
    dashboard: dashboardName(plan, subject),
    ticket: ticketOf(props),
    slo: props.slo ?? null,
  });
}

function purposeOf({ topics, purpose }: AlarmProps): AlarmEvidence["purpose"] {
  return purpose ?? (topics.length > 0 ? "notifies" : "deployment");
}

/** Whoever is told has a ticket to work on; a trigger that the plan switches off leaves the alarm its own. */
function ticketOf(props: AlarmProps): AlarmEvidence["ticket"] {
  const { plan, ticket } = props;
  if (purposeOf(props) !== "notifies") return null;
  return ticket !== null && enabledTicket(plan, ticket) !== undefined ? ticket : "alarm";
}

/** Dedupe key of the alarm's ticket: an own one belongs to the alarm, a trigger's to what it is about. */
function ticketKey(props: AlarmProps): string | null {
  const { plan, subject, name, slo = null } = props;
  const ticket = ticketOf(props);
  if (ticket === null) return null;
  return dedupeKey(plan, ticket, ticket === "alarm" ? alarmName(plan, subject, name) : ticketSubject({ subject, slo }));
}

/**
 * Read in a chat window or a mail at night: what is wrong, how bad, whose it is, and where the instructions and graphs
 * are. The last line is for the state machine that opens tickets: the event of an alarm carries no tags.
 */
function describe(props: AlarmProps): string {
  const { plan, subject, condition, severity, runbook } = props;
  const key = ticketKey(props);
  const lines = [
    `${subject.name}: ${condition}. Severity ${severity}. Owner ${plan.owner}.`,
    `Runbook: ${runbookLink(plan, runbook)}`,
    `Dashboard: ${dashboardLink(plan, dashboardName(plan, subject))}`,
    ...(key === null ? [] : [`Ticket: ${key}`]),
  ];
  const text = lines.join("\n");
  if (text.length > DESCRIPTION_MAX_LENGTH) throw new Error(`the description of ${props.name} is ${text.length} long`);
  return text;
}
