import { precise } from "../model/capacity/figures";
import { type DerivedNumber, derivedShare, derivedThroughput } from "../model/capacity/service-numbers";
import type { CapacityTarget, ServiceCapacity } from "../model/plan";
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

export function resolveServiceCapacity(service: ServiceFile, file: PlanFile, decisions: Decisions): ServiceCapacity {
  const { capacity } = service;
  const path = `services.${service.name}.capacity`;
  const derive = (key: string, { value, reason }: DerivedNumber) =>
    decisions.derive(`${path}.${key}`, value, reason, precise(value));
  const throughput = capacity.requestsPerSecond === undefined ? derivedThroughput(service) : null;
  return {
    ...capacity,
    requestShare: capacity.requestShare ?? derive("requestShare", derivedShare(service, file)),
    requestsPerSecond:
      capacity.requestsPerSecond ?? (throughput === null ? null : derive("requestsPerSecond", throughput)),
    concurrency: capacity.concurrency ?? null,
  };
}
