import type { Construct } from "constructs";
import { type BurnTier, errorThreshold, type Slo, shownFactor, sliPhrase } from "../../model/slo";
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

/** Failures in a short window below which a share says little: see the guard of `deployment-errors`. */
const MINIMUM_FAILURES = 5;

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
    if (fastest === undefined || first === undefined) return [];
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
  // CloudFront reports to us-east-1, where ECS does not look: the load balancer behind it sees the same new version.
  const here: Slo = slo.source === "cdn" ? { ...slo, source: "load-balancer" } : slo;
  const groups = groupsOf(sources, slo);
  return groups.flatMap((targetGroup) => {
    const outputs = { ...sources.outputs, targetGroup, alternateTargetGroup: null };
    // An idle group would seem to fail throughout for what the load balancer refuses beside it.
    return sloIndicator({ ...sources, outputs, targetsAlone: groups.length > 1 }, here) ?? [];
  });
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
    { label: "error ratio", metrics: together(events), formula: worst(events) },
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

function worst(events: readonly EventIndicator[]): (id: MetricId) => string {
  return (id) => {
    const ratios = events.map((indicator, index) =>
      errorRatio(indicator, { events: 1, failures: MINIMUM_FAILURES })((key) => id(`${key}${SUFFIXES[index]}`)),
    );
    return ratios.length === 1 ? (ratios[0] as string) : `MAX([${ratios.join(", ")}])`;
  };
}
