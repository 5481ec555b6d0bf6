import type { ServiceFile } from "../model/schema/plan-file";

/** True when the load balancer sends requests to the service. */
export function isPublic({ port, exposure }: ServiceFile): boolean {
  return port !== undefined && (exposure === undefined || exposure === "public");
}
