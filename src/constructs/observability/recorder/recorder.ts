import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { RECORDER_SECONDS } from "../../../model/slo";
import { resourceName } from "../../core/names";
import { regionArgument } from "../../core/region-argument";
import { loggedMachine, machineName } from "../../core/state-machine/logged-machine";
import { compared } from "../alarms/alarm-settings";
import { type AlarmPost, raise } from "../alarms/raise";
import type { MeasuredSlo } from "../slo/measured-slos";
import type { RecordedRate } from "./recorded-rate";
import { recorderDefinition } from "./recorder-definition";
import { recorderArn, recorderNameParts } from "./recorder-name";
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
    const subject: Subject = { kind: "service", name: service };
    const machine = loggedMachine(this, {
      plan,
      subject,
      // A run takes seconds, and there are 8,640 in a month.
      type: "EXPRESS",
      nameParts: recorderNameParts(service),
      definition: recorderDefinition({ namespace: metricNamespace(plan), service, slos, rates }),
      role: roles.machine,
      placement,
      logsKeyArn: props.logsKeyArn,
    });
    provides(machine, subject, "slo-recorder");
    const name = machineName(plan, recorderNameParts(service));
    playsRole(machine, subject, "slo-recorder", { name, region: post.region });
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
        // Filled, so that silence is 0; before the first run there is nothing to fill, and nothing to tell.
        metric: compared(
          { label: "recorded", metrics: { runs: finished }, formula: (id) => `FILL(${id("runs")},0)` },
          {
            is: "below",
            threshold: 1,
            window: { periodSeconds: SILENT_SECONDS, breaching: 1, of: 1 },
            missing: "ignore",
          },
        ),
      },
    );
  }
}
