import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { WEEKDAYS } from "../../../model/schema/slo";
import { MINUTES_PER_DAY, weeklySilences } from "../../../model/silences";
import type { BurnTier, MaintenanceWindow, Slo } from "../../../model/slo";
import { formatDuration } from "../../../model/units/duration";
import { alarmName, planAlarm } from "../../core/alarm";
import { resourceName } from "../../core/names";
import { regionArgument } from "../../core/region-argument";
import { compared } from "../alarms/alarm-settings";
import { single } from "../metrics/metric";
import { recordedMetric } from "../recorder/recorded-metrics";
import type { MaintenanceSwitch } from "./burn-alarms";

/** EventBridge Scheduler allows 64 characters (CreateSchedule). */
const SCHEDULE_NAME_MAX_LENGTH = 64;

export interface MaintenanceProps {
  readonly plan: Plan;
  readonly service: string;
  readonly slo: Slo;
  readonly tier: BurnTier;
  readonly window: MaintenanceWindow;
  readonly region: string;
  /** Role with which the scheduler switches the alarm. */
  readonly schedulerRoleArn: string;
}

/**
 * An alarm that is on while maintenance lasts, so that a tier's composite can ask for it: the AWS provider has no alarm
 * mute rules. Its metric is never published and missing data leaves it as it is, so it stays where it was last put: by
 * schedules, or by a person. Each tier has its own, since each must be silent for as long after the window as
 * its short window still holds what happened in it.
 */
export class Maintenance extends Construct {
  readonly switch: MaintenanceSwitch;

  constructor(scope: Construct, id: string, props: MaintenanceProps) {
    super(scope, id);
    const { plan, service, slo, tier, window, region } = props;
    const subject = { kind: "service", name: service } as const;
    const words = alarmWords(slo, tier, window);
    const name = alarmName(plan, subject, words);
    const metric = recordedMetric(plan, service, slo.name, `maintenance-${window.name}-${tier.name}`, "Maximum");
    const alarm = planAlarm(this, "alarm", {
      plan,
      subject,
      name: words,
      severity: "low",
      runbook: "error-budget",
      condition: `maintenance ${window.name}: while it is on, ${slo.name} does not alarm over ${formatDuration(tier.long)}`,
      signal: null,
      capabilities: ["maintenance-window"],
      topics: [],
      region,
      ticket: null,
      purpose: "maintenance",
      slo: { name: slo.name, tier: tier.name },
      metric: compared(single("maintenance", metric), {
        is: "at-least",
        threshold: 1,
        window: { periodSeconds: 60, breaching: 1, of: 1 },
        missing: "ignore",
      }),
    });
    playsRole(alarm, subject, "maintenance-alarm", { name, slo: slo.name, region });
    this.switch = { name, alarm };
    const { begins, ends, endsAgain } = weeklySilences(window, tier);
    this.schedule(props, alarm, { id: "begin", state: "ALARM", at: begins });
    this.schedule(props, alarm, { id: "end", state: "OK", at: ends });
    // UTC skips nothing. A beginning that is skipped costs an alarm too many, an end a week without any.
    if (window.timezone !== "UTC" && endsAgain.length > 0)
      this.schedule(props, alarm, { id: "end_again", state: "OK", at: endsAgain });
  }

  private schedule(props: MaintenanceProps, alarm: CloudwatchMetricAlarm, { id, state, at }: Switching): void {
    const { plan, service, slo, tier, window, region } = props;
    const schedule = new SchedulerSchedule(this, id, {
      ...regionArgument(plan, region),
      name: resourceName(plan, [service, slo.name, `${switchWords(tier, window)}_${id}`], SCHEDULE_NAME_MAX_LENGTH),
      description: `Maintenance ${window.name} of ${service}, ${slo.name} over ${tier.name}: ${id.replace("_", " ")}`,
      scheduleExpression: maintenanceCron(at),
      scheduleExpressionTimezone: window.timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState",
        roleArn: props.schedulerRoleArn,
        input: JSON.stringify({
          AlarmName: this.switch.name,
          StateValue: state,
          StateReason: `Maintenance ${window.name} (${formatDuration(window.duration)}): ${id.replace("_", " ")}`,
        }),
      },
      dependsOn: [alarm],
    });
    provides(schedule, { kind: "service", name: service }, "maintenance-window");
  }
}

interface Switching {
  readonly id: "begin" | "end" | "end_again";
  readonly state: "ALARM" | "OK";
  /** Minutes since Monday 00:00. */
  readonly at: readonly number[];
}

/**
 * The names of all alarms of a plan that maintenance switches, and of no others: only they hold `_`. None is ever
 * shortened to a hash, since the longest names of all parts stay below the 255 characters of CloudWatch.
 */
export function maintenanceAlarmPattern(plan: Plan): string {
  return `${plan.name}-${plan.environment.name}-*-${SWITCH}_*`;
}

const SWITCH = "maintenance";

function alarmWords(slo: Slo, tier: BurnTier, window: MaintenanceWindow): string {
  return `${slo.name}-${switchWords(tier, window)}`;
}

/**
 * `_` between the parts, which names of the plan do not hold: SLO `edge` with window `late-night` and SLO `edge-late`
 * with window `night` are two things.
 */
function switchWords(tier: BurnTier, window: MaintenanceWindow): string {
  return `${SWITCH}_${window.name}_${tier.name}`;
}

/** Six fields of the scheduler's cron, for one time of day; minutes since Monday 00:00 in the window's own time zone. */
export function maintenanceCron(times: readonly number[]): string {
  const [first] = times;
  if (first === undefined) throw new Error("the checks let a silence pass that lasts all week");
  const minute = first % MINUTES_PER_DAY;
  const on = times.map((time) => WEEKDAYS[Math.floor(time / MINUTES_PER_DAY)]);
  return `cron(${minute % 60} ${Math.floor(minute / 60)} ? * ${on.join(",")} *)`;
}
