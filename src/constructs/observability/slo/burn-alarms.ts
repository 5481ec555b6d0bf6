import type { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { GoldenSignal, Subject } from "../../../evidence/evidence";
import type { AlarmRunbook } from "../../../model/catalogue/runbooks";
import type { Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import {
  type BurnTier,
  errorThreshold,
  isRecorded,
  leastAbove,
  type SliKind,
  type Slo,
  SUPPRESSOR_WAIT_SECONDS,
  shownFactor,
  sliPhrase,
} from "../../../model/slo";
import { type Duration, formatDuration } from "../../../model/units/duration";
import { formatPercentage } from "../../../model/units/percentage";
import { alarmName, type PlanAlarmProps, planAlarm, planCompositeAlarm } from "../../core/alarm";
import { type AlarmSettings, compared } from "../alarms/alarm-settings";
import { single } from "../metrics/metric";
import { errorRatioName, recordedMetric } from "../recorder/recorded-metrics";
import { tierName } from "./burn-alarm-name";
import { errorRatio, type Indicator, type MinuteIndicator } from "./indicator";

/** The recorder publishes every five minutes: three times what one period must hold, so that a late run is no gap. */
const RECORDED_PERIOD_SECONDS = 900;

/** Shortest period of a metric that AWS services publish. */
const MINUTE_SECONDS = 60;

const WINDOWS = ["long", "short"] as const;

/** The runbook that helps when the indicator is bad. */
const RUNBOOKS: Readonly<Record<SliKind, AlarmRunbook>> = {
  "http-success": "service-errors",
  "http-latency": "service-latency",
  "queue-age": "queue-backlog",
  "job-success": "job-failures",
  "canary-availability": "canary-failures",
  custom: "indicator-failures",
};

const SIGNALS: Readonly<Record<SliKind, GoldenSignal>> = {
  "http-success": "errors",
  "http-latency": "latency",
  "queue-age": "latency",
  "job-success": "errors",
  "canary-availability": "errors",
  custom: "errors",
};

export interface BurnAlarmsProps {
  readonly plan: Plan;
  readonly service: string;
  readonly slo: Slo;
  readonly indicator: Indicator;
  readonly topics: Readonly<Record<Severity, string>>;
  readonly region: string;
  /** Makes the alarms that are on during the SLO's maintenance windows, for one tier. */
  readonly maintenance: (tier: BurnTier) => readonly MaintenanceSwitch[];
}

export interface MaintenanceSwitch {
  readonly name: string;
  readonly alarm: CloudwatchMetricAlarm;
}

/**
 * The multi-window, multi-burn-rate alarms of an SLO (Google SRE Workbook, "Alerting on SLOs"). A tier is a composite
 * of two alarms, one per window, which do nothing themselves. A slower tier is silent while the next faster one is on,
 * and after that for as long as its own short window remembers: one trouble tells people once.
 */
export function burnAlarms(scope: Construct, props: BurnAlarmsProps): void {
  let faster: Faster | null = null;
  for (const tier of props.slo.tiers) faster = { tier, alarm: burnAlarm(scope, props, tier, faster) };
}

/** The next faster tier, which speaks for the slower one. */
interface Faster {
  readonly tier: BurnTier;
  readonly alarm: CloudwatchCompositeAlarm;
}

function burnAlarm(
  scope: Construct,
  props: BurnAlarmsProps,
  tier: BurnTier,
  faster: Faster | null,
): CloudwatchCompositeAlarm {
  const { plan, service, slo, topics } = props;
  const maintenance = props.maintenance(tier);
  const windows = WINDOWS.map((which) => windowAlarm(scope, props, tier, which));
  return planCompositeAlarm(scope, idOf(`burn-${tier.name}`), {
    ...common(props, tier),
    name: tierName(slo, tier),
    condition: `${burnWords(tier)} over ${formatDuration(tier.long)} and ${formatDuration(tier.short)}; target ${formatPercentage(slo.target)} of ${sliPhrase(slo)}`,
    signal: SIGNALS[slo.sli],
    capabilities: ["golden-signal-alarm", "slo-alarm"],
    topics: [topics[tier.severity]],
    ticket: "error_budget_burn_rate_exceeded",
    all: WINDOWS.map((which) => alarmName(plan, subjectOf(service), windowWords(slo, tier, which))),
    none: maintenance.map(({ name }) => name),
    suppressor:
      faster === null
        ? null
        : {
            name: alarmName(plan, subjectOf(service), tierName(slo, faster.tier)),
            waitSeconds: SUPPRESSOR_WAIT_SECONDS,
            // Its own short window still holds the trouble for so long after the faster alarm is over.
            extensionSeconds: tier.short.seconds,
          },
    // CloudWatch refuses a rule or a suppressor that names an alarm which does not exist yet.
    dependsOn: [...windows, ...maintenance.map(({ alarm }) => alarm), ...(faster === null ? [] : [faster.alarm])],
  });
}

function windowAlarm(scope: Construct, props: BurnAlarmsProps, tier: BurnTier, which: "long" | "short") {
  const { slo } = props;
  const window = tier[which];
  return planAlarm(scope, idOf(`burn-${tier.name}-${which}`), {
    ...common(props, tier),
    name: windowWords(slo, tier, which),
    condition: `${burnWords(tier)} over ${formatDuration(window)}; decides together with the other window of its tier`,
    signal: null,
    capabilities: [],
    topics: [],
    ticket: null,
    purpose: "window",
    metric: settings(props, tier, which),
  });
}

function common(
  { plan, service, slo, region }: BurnAlarmsProps,
  tier: BurnTier,
): Pick<PlanAlarmProps, "plan" | "subject" | "severity" | "runbook" | "region" | "slo"> {
  return {
    plan,
    subject: subjectOf(service),
    severity: tier.severity,
    runbook: RUNBOOKS[slo.sli],
    region,
    slo: { name: slo.name, tier: tier.name },
  };
}

/** Fires above factor × (1 − target), which for minutes is a number of minutes in the window. */
function settings(props: BurnAlarmsProps, tier: BurnTier, which: "long" | "short"): AlarmSettings {
  const { plan, service, slo, indicator } = props;
  const window = tier[which];
  const threshold = errorThreshold(tier, slo);
  if (isRecorded(window)) {
    const metric = recordedMetric(plan, service, slo.name, errorRatioName(window), "Maximum");
    return above(single(metric.name, metric), threshold, RECORDED_PERIOD_SECONDS);
  }
  if (indicator.kind === "minutes") return minutesAbove(indicator, threshold, window);
  // The long window decides whether there are enough events; the short one whether the trouble is still there.
  const guard =
    which === "long" ? { events: slo.minimumEvents, failures: slo.minimumFailures } : { events: 1, failures: 1 };
  const series = { label: "error ratio", metrics: indicator.metrics, formula: errorRatio(indicator, guard) };
  return above(series, threshold, window.seconds);
}

function above(series: Parameters<typeof compared>[0], threshold: number, periodSeconds: number): AlarmSettings {
  return compared(series, {
    is: "above",
    threshold,
    window: { periodSeconds, breaching: 1, of: 1 },
    missing: "notBreaching",
  });
}

/** More than `ratio` of the window's minutes are bad: the next whole minute above it. */
export function minutesAbove({ metric, bound }: MinuteIndicator, ratio: number, window: Duration): AlarmSettings {
  const minutes = window.seconds / MINUTE_SECONDS;
  return compared(single(metric.name, metric), {
    is: "above",
    threshold: bound,
    window: { periodSeconds: MINUTE_SECONDS, breaching: leastAbove(ratio, minutes), of: minutes },
    missing: "notBreaching",
  });
}

/**
 * Name of the metric alarm that is first to see an SLO's budget burn: the short window of the fastest tier; null without
 * tiers.
 */
export function firstBurnAlarmName(plan: Plan, service: string, slo: Slo): string | null {
  const [fastest] = slo.tiers;
  return fastest === undefined ? null : alarmName(plan, subjectOf(service), windowWords(slo, fastest, "short"));
}

function windowWords(slo: Slo, tier: BurnTier, which: "long" | "short"): string {
  return `${tierName(slo, tier)}-${which}`;
}

function burnWords(tier: BurnTier): string {
  return `burn rate above ${shownFactor(tier)}`;
}

function subjectOf(service: string): Subject {
  return { kind: "service", name: service };
}

function idOf(name: string): string {
  return name.replaceAll("-", "_");
}
