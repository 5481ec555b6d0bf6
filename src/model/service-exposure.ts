import type { ServiceFile } from "./schema/plan-file";

/** What the plan says, else public with a port and none without one. */
export function serviceExposure({
  port,
  exposure,
}: Pick<ServiceFile, "port" | "exposure">): NonNullable<ServiceFile["exposure"]> {
  return exposure ?? (port === undefined ? "none" : "public");
}
