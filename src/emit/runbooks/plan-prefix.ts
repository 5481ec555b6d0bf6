import type { Plan } from "../../model/plan";

/** How every AWS name of the plan in this environment begins. */
export function planPrefix({ name, environment }: Plan): string {
  return `${name}-${environment.name}-`;
}
