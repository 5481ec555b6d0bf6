import type { Service } from "../../../model/plan";

/** @throws Error for a service without a port, which the checks have refused */
export function portOf({ name, port }: Service): number {
  if (port === null) throw new Error(`service ${name} has a private way in and no port`);
  return port;
}
