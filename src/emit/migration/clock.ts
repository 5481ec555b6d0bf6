import type { Duration } from "../../model/units/duration";

/** A time counted from the start of a window: `+1:30`. */
export function clock({ seconds }: Duration): string {
  const minutes = Math.floor(seconds / 60);
  return `+${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
