import type { AlarmEvidence, HandlesOf } from "../../evidence/evidence";
import type { EmitContext } from "../emit-context";

/** A forecast with its alarm. */
export interface ForecastTarget {
  readonly alarm: AlarmEvidence;
  readonly handles: HandlesOf<"forecast">;
}

/** Everything that is forecast, by the names of the alarms. */
export function forecastTargets({ index, evidence }: EmitContext): readonly ForecastTarget[] {
  return index.byRole("forecast").flatMap(({ resource, handles }) => {
    const alarm = evidence.alarms.find(
      ({ stack, address }) => stack === resource.stack && address === resource.address,
    );
    return alarm === undefined ? [] : [{ alarm, handles }];
  });
}
