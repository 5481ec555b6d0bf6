import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { FORECAST_SECONDS } from "../../../model/forecast";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { SECONDS_PER_DAY } from "../../../model/units/duration";
import { planArn, resourceName } from "../../core/names";
import { trustPolicy } from "../../core/policy";
import { rolePolicy } from "../../core/role-policy";
import { loggedMachine, machineName } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { compared } from "../alarms/alarm-settings";
import { type AlarmPost, raise } from "../alarms/raise";
import type { Forecast } from "./forecast";
import { forecastDefinition } from "./forecast-definition";

/** EventBridge Scheduler and IAM allow 64 characters (CreateSchedule, CreateRole). */
const NAME_MAX_LENGTH = 64;

const NAME_PARTS = ["forecasts"];

const SECONDS_PER_HOUR = 3600;

export interface ForecastRecorderProps {
  readonly plan: Plan;
  readonly forecasts: readonly Forecast[];
  readonly post: AlarmPost;
  readonly logsKeyArn: string;
}

/** Publishes for everything that can run out how many days are left, and tells when it does not. One for the plan. */
export class ForecastRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ForecastRecorderProps) {
    super(scope, id);
    const { plan, forecasts, post, logsKeyArn } = props;
    const role = new MachineRole(this, "role", {
      plan,
      nameParts: NAME_PARTS,
      policyName: "forecast",
      statements: [
        // CloudWatch knows no single resources for reading and publishing metrics, but namespaces for the latter.
        { Sid: "ReadMetrics", Action: "cloudwatch:GetMetricData", Resource: "*" },
        {
          Sid: "PublishMetrics",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace(plan) } },
        },
      ],
    });
    const machine = loggedMachine(this, {
      plan,
      subject: post.subject,
      // A run takes seconds.
      type: "EXPRESS",
      nameParts: NAME_PARTS,
      definition: forecastDefinition(plan, forecasts),
      role,
      placement: {},
      logsKeyArn,
    });
    provides(machine, post.subject, "forecast");
    playsRole(machine, post.subject, "forecast-recorder", {
      name: machineName(plan, NAME_PARTS),
      region: post.region,
    });
    this.schedule(plan, machine);
    this.silence(props);
  }

  private schedule(plan: Plan, machine: SfnStateMachine): void {
    const role = new IamRole(this, "scheduler", {
      name: resourceName(plan, ["forecasts-schedule"], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", plan.environment.account),
    });
    rolePolicy(this, "scheduler_policy", {
      plan,
      role,
      name: "start",
      nameParts: ["forecasts-schedule"],
      statements: [{ Sid: "StartForecasts", Action: "states:StartExecution", Resource: machineArn(plan) }],
    });
    new SchedulerSchedule(this, "schedule", {
      name: resourceName(plan, NAME_PARTS, NAME_MAX_LENGTH),
      description: `Forecasts what ${plan.name} may run out of`,
      scheduleExpression: `rate(${FORECAST_SECONDS / SECONDS_PER_HOUR} hours)`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: machine.arn,
        roleArn: role.arn,
        // The next run makes good what this one misses.
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: FORECAST_SECONDS },
      },
    });
  }

  private silence({ plan, post }: ForecastRecorderProps): void {
    const finished = {
      namespace: "AWS/States",
      name: "ExecutionsSucceeded",
      dimensions: { StateMachineArn: machineArn(plan) },
      statistic: "Sum",
    };
    raise(
      { ...post, scope: this },
      {
        name: "forecasts-silent",
        severity: "low",
        runbook: "monitoring-gap",
        condition: "nothing was forecast for a day",
        signal: null,
        capabilities: [],
        ticket: "monitoring_coverage_gap",
        // Filled, so that silence is 0; before the first run there is nothing to fill, and nothing to tell.
        metric: compared(
          { label: "forecast", metrics: { runs: finished }, formula: (id) => `FILL(${id("runs")},0)` },
          {
            is: "below",
            threshold: 1,
            window: { periodSeconds: SECONDS_PER_DAY, breaching: 1, of: 1 },
            missing: "ignore",
          },
        ),
      },
    );
  }
}

function machineArn(plan: Plan): string {
  return planArn(plan, "states", `stateMachine:${machineName(plan, NAME_PARTS)}`);
}
