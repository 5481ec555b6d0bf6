import type { Construct } from "constructs";
import { type BurnTier, errorThreshold, isRecorded, type Slo, shownFactor, sliPhrase } from "../../model/slo";
import { formatDuration } from "../../model/units/duration";
import { formatPercentage } from "../../model/units/percentage";
import { alarmName, planAlarm } from "../core/alarm";
import type { TargetGroupOutputs } from "../core/stack-outputs";
import { type AlarmSettings, compared } from "../observability/alarms/alarm-settings";
import type { MetricId } from "../observability/metrics/metric";
import { minutesAbove } from "../observability/slo/burn-alarms";
import { type EventIndicator, errorRatio, type Indicator } from "../observability/slo/indicator";
import { type IndicatorSources, sloIndicator } from "../observability/slo/slo-indicator";
import { serviceSubject } from "./service-subject";

/** Bad requests in a short window below which a share says little: see the guard of `deployment-errors`. */
const MINIMUM_REQUESTS = 5;

const MINUTE_SECONDS = 60;

/**
 * For each objective of a service that is measured in its region, an alarm that undoes a deployment: the share of bad
 * events over the short window of the fastest tier, above that tier's burn rate. It is the window alarm that pages,
 * without the long window that has to agree: what a new version spends of the budget should not have to add up first.
 *
 * They stand here, not with the other alarms of objectives, since those come with a later stack and ECS must find an
 * alarm that its service names.
 *
 * @returns their names
 */
export function objectiveAlarms(scope: Construct, sources: IndicatorSources): readonly string[] {
  return sources.service.slos.flatMap((slo) => {
    const [fastest] = slo.tiers;
    const indicators = indicatorsOf(sources, slo);
    const [first] = indicators;
    // What an alarm cannot look back on is seen by no deployment either, which is watched for a day at most.
    if (fastest === undefined || first === undefined || isRecorded(fastest.short)) return [];
    return [objectiveAlarm(scope, sources, { slo, fastest, first, indicators })];
  });
}

interface Watched {
  readonly slo: Slo;
  readonly fastest: BurnTier;
  readonly first: Indicator;
  readonly indicators: readonly Indicator[];
}

function objectiveAlarm(scope: Construct, { plan, service }: IndicatorSources, watched: Watched): string {
  const { slo, fastest } = watched;
  const name = `deployment-${slo.name}`;
  const subject = serviceSubject(service);
  planAlarm(scope, `deployment_objective_${slo.name}`, {
    plan,
    subject,
    name,
    severity: "high",
    runbook: "deployment-failure",
    condition: `burn rate above ${shownFactor(fastest)} over ${formatDuration(fastest.short)} during a deployment; target ${formatPercentage(slo.target)} of ${sliPhrase(slo)}`,
    signal: null,
    capabilities: ["deployment-alarm"],
    ticket: null,
    topics: [],
    slo: { name: slo.name, tier: fastest.name },
    metric: settings(watched),
  });
  return alarmName(plan, subject, name);
}

/** One for each target group: over both together, a canary of 10 % that fails throughout would read as 10 %. */
function indicatorsOf(sources: IndicatorSources, slo: Slo): readonly Indicator[] {
  if (!isMeasured(sources, slo)) return [];
  // CloudFront reports to us-east-1, where ECS does not look: the load balancer behind it sees the same new version.
  const here: Slo = slo.source === "cdn" ? { ...slo, source: "load-balancer" } : slo;
  const groups = groupsOf(sources, slo);
  return groups.flatMap((targetGroup) => {
    const outputs = { ...sources.outputs, targetGroup, alternateTargetGroup: null };
    // An idle group would seem to fail throughout for what the load balancer refuses beside it.
    return sloIndicator({ ...sources, outputs, targetsAlone: groups.length > 1 }, here) ?? [];
  });
}

/** Probes, and the filters that count a job's lines, stand in the plan's own region. */
function isMeasured({ plan }: IndicatorSources, { canary, job }: Slo): boolean {
  return plan.environment.site === "primary" || (canary === null && job?.kind !== "log-lines");
}

function groupsOf({ outputs }: IndicatorSources, { sli }: Slo): readonly (TargetGroupOutputs | null)[] {
  const { targetGroup, alternateTargetGroup } = outputs;
  const perGroup = sli === "http-success" || sli === "http-latency";
  return alternateTargetGroup === null || !perGroup ? [targetGroup] : [targetGroup, alternateTargetGroup];
}

function settings({ slo, fastest, first, indicators }: Watched): AlarmSettings {
  const threshold = errorThreshold(fastest, slo);
  if (first.kind === "minutes") return minutesAbove(first, threshold, fastest.short);
  const events = indicators.filter((indicator): indicator is EventIndicator => indicator.kind === "events");
  return compared(
    { label: "error ratio", metrics: together(events), formula: worst(events, minimumFailures(slo, fastest)) },
    {
      is: "above",
      threshold,
      window: { periodSeconds: fastest.short.seconds, breaching: 1, of: 1 },
      missing: "notBreaching",
    },
  );
}

/** Keys of the second group follow those of the first. */
const SUFFIXES = ["", "alternate"];

function together(events: readonly EventIndicator[]): EventIndicator["metrics"] {
  return Object.assign(
    {},
    ...events.map(({ metrics }, index) =>
      Object.fromEntries(Object.entries(metrics).map(([key, metric]) => [`${key}${SUFFIXES[index]}`, metric])),
    ),
  );
}

/**
 * Bad events below which the share is not looked at. Probes and runs of jobs are few: of probes what the objective itself
 * calls no accident, as far as they come in the window; of runs the one that there is.
 */
function minimumFailures({ sli, canary, minimumFailures: own }: Slo, { short }: BurnTier): number {
  if (canary !== null) {
    const probes = Math.floor(short.seconds / (canary.everyMinutes * MINUTE_SECONDS));
    return Math.max(1, Math.min(own, probes));
  }
  return sli === "job-success" ? 1 : MINIMUM_REQUESTS;
}

function worst(events: readonly EventIndicator[], failures: number): (id: MetricId) => string {
  return (id) => {
    const ratios = events.map((indicator, index) =>
      errorRatio(indicator, { events: 1, failures })((key) => id(`${key}${SUFFIXES[index]}`)),
    );
    return ratios.length === 1 ? (ratios[0] as string) : `MAX([${ratios.join(", ")}])`;
  };
}
