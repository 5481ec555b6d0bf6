import { GLOBAL_REGION } from "../../../model/global-region";
import type { Plan } from "../../../model/plan";
import type { Slo } from "../../../model/slo";
import type { Indicator } from "./indicator";
import { type IndicatorSources, sloIndicator } from "./slo-indicator";

/** An SLO with what measures it and where that stands. */
export interface MeasuredSlo {
  readonly slo: Slo;
  readonly indicator: Indicator;
  readonly region: string;
}

/** The SLOs of a service that something in this environment measures, in the order of the plan. */
export function measuredSlos(sources: IndicatorSources): readonly MeasuredSlo[] {
  return sources.service.slos.flatMap((slo) => {
    const indicator = sloIndicator(sources, slo);
    return indicator === null ? [] : [{ slo, indicator, region: regionOf(sources.plan, slo) }];
  });
}

/** CloudFront publishes its metrics in us-east-1 alone. */
function regionOf({ environment }: Plan, { source, sli }: Slo): string {
  const atCdn = source === "cdn" && (sli === "http-success" || sli === "http-latency");
  return atCdn ? GLOBAL_REGION : environment.region;
}
