import { ticketThreshold } from "../../../model/plan";
import { formatPercentage, type Percentage } from "../../../model/units/percentage";
import type { Series } from "../metrics/metric";
import type { ServiceContext } from "../service-context";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, EACH_OF_FIVE_MINUTES } from "./windows";

/** Saturation, missing tasks or instances, and room left to scale of one service. */
export function computeAlarms(post: AlarmPost, context: ServiceContext): void {
  const { cpu, memory } = context.compute;
  const { thresholds } = context.plan.observability;
  saturation(post, "cpu-saturation", "CPU", cpu, thresholds.cpu);
  if (memory !== null) saturation(post, "memory-saturation", "memory", memory, thresholds.memory);
  shortfall(post, context);
  capacity(post, context);
}

function saturation(post: AlarmPost, name: string, word: string, series: Series, limit: Percentage): void {
  raise(post, {
    name,
    severity: "medium",
    runbook: "service-saturation",
    condition: `${word} above ${formatPercentage(limit)} for 15 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(series, {
      is: "above",
      threshold: limit.percent,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function shortfall(post: AlarmPost, { service, compute }: ServiceContext): void {
  // A schedule may lower the minimum for a part of the day; below the lowest one is short at any time.
  const least = Math.min(service.scaling.min, ...service.scaling.schedules.map(({ min }) => min));
  if (least === 0) return;
  raise(post, {
    name: "running-below-minimum",
    severity: "high",
    runbook: "service-health",
    condition: `fewer than ${least} ${compute.unit} running for 5 minutes`,
    signal: null,
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(compute.running, {
      is: "below",
      threshold: least,
      window: EACH_OF_FIVE_MINUTES,
      missing: "breaching",
    }),
  });
}

function capacity(post: AlarmPost, { plan, service, compute }: ServiceContext): void {
  const { min, max } = service.scaling;
  const nearly = Math.ceil((max * ticketThreshold(plan, "capacity_threshold_approaching")) / 100);
  // A service of fixed size is always at its maximum; saturation tells when that is too small.
  if (nearly <= min) return;
  raise(post, {
    name: "scaling-limit",
    severity: "medium",
    runbook: "service-capacity",
    condition: `${nearly} or more of at most ${max} ${compute.unit} running for 15 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm", "capacity-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(compute.running, {
      is: "at-least",
      threshold: nearly,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}
