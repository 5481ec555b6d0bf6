import { cellsNeeded } from "../model/capacity/cells-needed";
import { precise } from "../model/capacity/figures";
import { type DerivedNumber, derivedShare, derivedThroughput } from "../model/capacity/service-numbers";
import type { CapacityTarget, Plan, ServiceCapacity } from "../model/plan";
import type { PlanFile, ServiceFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

/** What the number of cells follows from: the plan as it is without any. */
export type SingleCell = Pick<Plan, "services" | "stores" | "network"> & Pick<Plan["environment"], "scale">;

/** null when the plan names no users to carry. */
export function resolveCapacity(file: PlanFile, single: SingleCell, decisions: Decisions): CapacityTarget | null {
  const { capacity } = file.requirements;
  if (capacity === undefined) return null;
  const { cells, ...target } = capacity;
  return { ...target, cells: cells === "auto" ? chosenCells({ ...target, cells: 1 }, single, decisions) : cells };
}

/** Two show that users are divided, and no more is learned from the rest. */
const SMALL_SCALE_CELLS = 2;

function chosenCells(capacity: CapacityTarget, single: SingleCell, decisions: Decisions): number {
  const path = "requirements.capacity.cells";
  const needed = cellsNeeded({ ...single, capacity });
  if (needed === null) throw new Error("a plan with users to carry has a number of cells");
  const { cells, reason } = needed;
  if (single.scale === "full" || cells <= SMALL_SCALE_CELLS) return decisions.derive(path, cells, reason);
  const small = `environment scale is small: enough to try what takes ${cells} at full scale, where ${reason}`;
  return decisions.derive(path, SMALL_SCALE_CELLS, small);
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
