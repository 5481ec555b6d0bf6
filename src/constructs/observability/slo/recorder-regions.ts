import type { Plan } from "../../../model/plan";
import type { MeasuredSlo } from "./measured-slos";

/** Regions with an SLO of the service, and the id of the recorder in each. */
export function recorderRegions(plan: Plan, slos: readonly MeasuredSlo[]): readonly (readonly [string, string])[] {
  const home = plan.environment.region;
  const regions = [...new Set(slos.map(({ region }) => region))].sort();
  return regions.map((region) => [region, region === home ? "slo_recorder" : "global_slo_recorder"] as const);
}
