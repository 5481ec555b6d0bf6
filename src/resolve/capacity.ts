import { cellsNeeded } from "../model/capacity/cells-needed";
import type { CapacityTarget, Plan, Service, ServiceCapacity } from "../model/plan";
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
