import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { RECORDER_SECONDS } from "../../../model/slo";
import { resourceName } from "../../core/names";
import { regionArgument } from "../../core/region-argument";
import { compared } from "../alarms/alarm-settings";
import { type AlarmPost, raise } from "../alarms/raise";
import { single } from "../metrics/metric";
import type { MeasuredSlo } from "../slo/measured-slos";
import type { RecordedRate } from "./recorded-rate";
import { recorderDefinition } from "./recorder-definition";
import { recorderArn, recorderName } from "./recorder-name";
import type { RecorderRoles } from "./recorder-roles";

/** EventBridge Scheduler allows 64 characters (CreateSchedule). */
const SCHEDULE_NAME_MAX_LENGTH = 64;

/** Runs that may fail or be late before people hear of it: six, since every run reads the whole window anew. */
const SILENT_SECONDS = 6 * RECORDER_SECONDS;

export interface RecorderProps {
  readonly plan: Plan;
  readonly service: string;
  readonly slos: readonly MeasuredSlo[];
  readonly rates: readonly RecordedRate[];
  readonly post: AlarmPost;
  readonly roles: RecorderRoles;
  /** null where the plan has no key for logs: CloudWatch Logs then encrypts with its own. */
  readonly logsKeyArn: string | null;
}

/** Publishes error budgets and rates of a service every five minutes, and tells when it does not. */
export class Recorder extends Construct {
  constructor(scope: Construct, id: string, props: RecorderProps) {
    super(scope, id);
    const { plan, service, slos, rates, post, roles } = props;
    const placement = regionArgument(plan, post.region);
    const name = recorderName(plan, service);
    const subject: Subject = { kind: "service", name: service };
    const machine = new SfnStateMachine(this, "machine", {
      ...placement,
      name,
      // Express: a run takes seconds, and there are 8,640 in a month.
      type: "EXPRESS",
      roleArn: roles.machineRoleArn,
      definition: JSON.stringify(recorderDefinition({ namespace: metricNamespace(plan), service, slos, rates })),
      loggingConfiguration: {
        level: "ERROR",
        // Metrics and numbers: nothing that a log may not hold.
        includeExecutionData: true,
        logDestination: `${this.logGroup(props, name, subject).arn}:*`,
      },
      dependsOn: [roles.ready],
    });
    provides(machine, subject, "slo-recorder");
    playsRole(machine, subject, "slo-recorder", { name });
    new SchedulerSchedule(this, "schedule", {
      ...placement,
      name: resourceName(plan, [service, "recorder"], SCHEDULE_NAME_MAX_LENGTH),
      description: `Records error budgets and rates of ${service}`,
      scheduleExpression: `rate(${RECORDER_SECONDS / 60} minutes)`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: machine.arn,
        roleArn: roles.schedulerRoleArn,
        // The next run makes good what this one misses.
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: RECORDER_SECONDS },
      },
    });
    this.silence(props);
  }

  private logGroup({ plan, logsKeyArn, post }: RecorderProps, name: string, subject: Subject): CloudwatchLogGroup {
    const group = new CloudwatchLogGroup(this, "log_group", {
      ...regionArgument(plan, post.region),
      // Below this prefix one entry in the account's resource policy serves all groups (Step Functions guide, logging).
      name: `/aws/vendedlogs/states/${name}`,
      retentionInDays: plan.observability.logRetentionDays,
      ...(logsKeyArn === null ? {} : { kmsKeyId: logsKeyArn }),
    });
    provides(group, subject, "log-retention");
    return group;
  }

  private silence({ plan, service, post }: RecorderProps): void {
    const finished = {
      namespace: "AWS/States",
      name: "ExecutionsSucceeded",
      dimensions: { StateMachineArn: recorderArn(plan, service, post.region) },
      statistic: "Sum",
    };
    raise(
      { ...post, scope: this },
      {
        name: "recorder-silent",
        severity: "medium",
        runbook: "monitoring-gap",
        condition: "error budgets and rates were not recorded for 30 minutes",
        signal: null,
        capabilities: [],
        ticket: "monitoring_coverage_gap",
        metric: compared(single("recorded", finished), {
          is: "below",
          threshold: 1,
          window: { periodSeconds: SILENT_SECONDS, breaching: 1, of: 1 },
          missing: "breaching",
        }),
      },
    );
  }
}
