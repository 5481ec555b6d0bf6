import type { CapacityTarget, Service, ServiceCapacity } from "../model/plan";
import type { PlanFile, ServiceFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

/** null when the plan names no users to carry. */
export function resolveCapacity(file: PlanFile, decisions: Decisions): CapacityTarget | null {
  const { capacity } = file.requirements;
  if (capacity === undefined) return null;
  return {
    ...capacity,
    cells:
      capacity.cells === "auto"
        ? decisions.derive("requirements.capacity.cells", 1, "one cell carries the target within the limits of AWS")
        : capacity.cells,
  };
}

/** @param publicCount how many services are public */
export function resolveServiceCapacity(
  service: ServiceFile,
  exposure: Service["exposure"],
  publicCount: number,
  decisions: Decisions,
): ServiceCapacity {
  const { capacity } = service;
  const path = `services.${service.name}.capacity`;
  return {
    ...capacity,
    requestShare: capacity.requestShare ?? shareOf(path, exposure, publicCount, decisions),
    requestsPerSecond: capacity.requestsPerSecond ?? throughputOf(path, service.scaling.requestsPerTarget, decisions),
    concurrency: capacity.concurrency ?? null,
  };
}

function shareOf(path: string, exposure: Service["exposure"], publicCount: number, decisions: Decisions): number {
  const place = `${path}.requestShare`;
  if (exposure !== "public") return decisions.derive(place, 1, "one call for each request of a user is assumed");
  return decisions.derive(
    place,
    Math.round(1000 / publicCount) / 1000,
    publicCount === 1 ? "the only public service gets every request" : "public services share users' requests evenly",
  );
}

function throughputOf(path: string, requestsPerTarget: number | undefined, decisions: Decisions): number | null {
  if (requestsPerTarget === undefined) return null;
  return decisions.derive(
    `${path}.requestsPerSecond`,
    Math.round((requestsPerTarget / 60) * 1000) / 1000,
    `scaling.requestsPerTarget allows ${requestsPerTarget} a minute`,
  );
}
