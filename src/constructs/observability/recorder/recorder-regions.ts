import type { ServiceContext } from "../service-context";

/** Regions in which a service has something to record, and the id of the recorder in each. */
export function recorderRegions({ plan, slos, rates }: ServiceContext): readonly (readonly [string, string])[] {
  const home = plan.environment.region;
  const regions = new Set([...slos.map(({ region }) => region), ...(rates.length === 0 ? [] : [home])]);
  return [...regions].sort().map((region) => [region, region === home ? "recorder" : "global_recorder"] as const);
}
