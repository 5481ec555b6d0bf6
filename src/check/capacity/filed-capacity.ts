import { capacityModel } from "../../model/capacity/capacity-model";
import type { CellsNeeded } from "../../model/capacity/cells-needed";
import type { CapacityLevel, CapacityModel, CapacitySubject, Demand } from "../../model/capacity/demand";
import { figure, precise } from "../../model/capacity/figures";
import { filedSubject } from "../../model/capacity/filed-subject";
import { nodeAtPath, toPlain } from "../../parse/locate";
import type { RuleContext } from "../rule";
import { LEAST_GROWTH, MOST_GROWTH } from "../rules/growth-range";

export interface FiledCapacity {
  readonly subject: CapacitySubject;
  readonly model: CapacityModel;
  /** Cells that the target makes necessary. */
  readonly cells: CellsNeeded;
}

/**
 * What the plan needs at its target, one cell of it; null where nothing is held to one: an environment of small scale is
 * for tests, and a part that does not parse leaves defaults that nobody chose, from which only second findings follow.
 */
export function filedCapacity(context: RuleContext): FiledCapacity | null {
  const { requirements, services, dataStores, network, environments } = context.file;
  if (requirements === undefined || services === undefined || network === undefined) return null;
  const [environment] = Object.values(environments ?? {});
  if (environment?.scale !== "full" || !isWhole(context)) return null;
  const growth = requirements.capacity?.growth ?? 0;
  if (growth < LEAST_GROWTH || growth > MOST_GROWTH) return null;
  const filed = filedSubject({ requirements, services, dataStores: dataStores ?? [], network });
  const model = filed && capacityModel(filed.cell);
  return filed && model ? { subject: filed.cell, model, cells: filed.cellsNeeded } : null;
}

function isWhole({ tree, written }: RuleContext): boolean {
  return [["requirements", "capacity"], ["services"], ["dataStores"], ["network"]].every((path) => {
    const [kept, all] = [nodeAtPath(tree, path), nodeAtPath(written, path)];
    return JSON.stringify(kept && toPlain(kept)) === JSON.stringify(all && toPlain(all));
  });
}

/** Whether a demand of the target exceeds a limit that the plan can raise. */
export function isShort({ needed, limit, limitKey }: Demand): boolean {
  return limit !== null && limitKey !== null && needed > limit;
}

/** The sum from users on. */
export function arithmeticOf({ model, subject }: FiledCapacity, demand: Demand): string {
  return `${usersInWords(model.target, subject.capacity?.requestsPerUser ?? 0)}; ${demand.arithmetic}`;
}

function usersInWords({ users, requestsPerSecond }: CapacityLevel, requestsPerUser: number): string {
  return `${figure(users)} users x ${precise(requestsPerUser)} a minute = ${figure(requestsPerSecond)} requests/s`;
}
