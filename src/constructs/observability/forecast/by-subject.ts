import type { Forecast } from "./forecast";

export type SubjectForecasts = readonly [Forecast, ...Forecast[]];

/** Forecasts of one subject together, in their order. */
export function bySubject(forecasts: readonly Forecast[]): readonly SubjectForecasts[] {
  const groups = new Map<string, [Forecast, ...Forecast[]]>();
  for (const forecast of forecasts) {
    const key = `${forecast.subject.kind} ${forecast.subject.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [forecast]);
    else group.push(forecast);
  }
  return [...groups.values()];
}
