import { type CellMember, cellName, cellNumbers } from "../model/cells/cell-names";
import type { DataStore, Resilience, Security, Service } from "../model/plan";
import type { Slo } from "../model/slo";
import type { Decisions } from "./decisions";

/** Everything of a plan of which each cell has its own, or that names it. */
export interface CellContents {
  readonly services: readonly Service[];
  readonly stores: readonly DataStore[];
}

/**
 * A plan's services and stores, once for each cell. A cell's services use the stores of their own cell and nothing of
 * another. Bounds of scaling and capacity are those of one cell, as they are written: a cell is as large as the plan
 * says, and dividing them would shrink the first cell before anybody has left it. Only the load is divided.
 */
export function expandCells(
  { services, stores }: CellContents,
  cells: number,
  decisions: Pick<Decisions, "derive">,
): CellContents {
  if (cells === 1) return { services, stores };
  for (const { name } of services) decide(`services.${name}.cells`, name, cells, decisions);
  for (const { name } of stores) decide(`dataStores.${name}.cells`, name, cells, decisions);
  for (const { name, slos } of services) {
    for (const slo of slos.filter(seesEveryCell)) {
      const reason = "it counts what happens in every cell: one alarm for it, not one a cell";
      decisions.derive(`services.${name}.slos.${slo.name}`, "cell 1", reason);
    }
  }
  const numbers = cellNumbers(cells);
  return {
    services: numbers.flatMap((cell) => services.map((service) => cellService(service, cell, cells))),
    stores: numbers.flatMap((cell) => stores.map((store) => ({ ...store, ...member(store.name, cell) }))),
  };
}

/** A load test asks the domain, so what it sends reaches every cell: all of their services carry it together. */
export function loadTestInCells(resilience: Resilience, cells: number): Resilience {
  const { loadTest } = resilience;
  if (loadTest === null) return resilience;
  return { ...resilience, loadTest: { ...loadTest, services: inEveryCell(loadTest.services, cells) } };
}

/** The private way in leads to each cell's service under the service's own name. */
export function privateIngressInCells(security: Security, cells: number): Security {
  const { privateIngress } = security;
  return {
    ...security,
    privateIngress: { ...privateIngress, services: [...inEveryCell(privateIngress.services, cells)] },
  };
}

/** Names of services or stores, as each cell has them. */
function inEveryCell(names: readonly string[], cells: number): readonly string[] {
  return cellNumbers(cells).flatMap((cell) => names.map((name) => cellName(name, cell)));
}

function decide(path: string, name: string, cells: number, decisions: Pick<Decisions, "derive">): void {
  const names = inEveryCell([name], cells);
  decisions.derive(path, names, `one in each of ${cells} cells, with the bounds written for it`, names.join(", "));
}

function cellService(service: Service, cell: number, cells: number): Service {
  return {
    ...service,
    ...member(service.name, cell),
    capacity: { ...service.capacity, requestShare: service.capacity.requestShare / cells },
    slos: service.slos.filter((slo) => cell === 1 || !seesEveryCell(slo)).map((slo) => cellSlo(slo, cell)),
    uses: service.uses.map((store) => cellName(store, cell)),
  };
}

function member(name: string, cell: number): CellMember & { readonly name: string } {
  return { name: cellName(name, cell), family: name, cell };
}

function cellSlo(slo: Slo, cell: number): Slo {
  return slo.store === null ? slo : { ...slo, store: cellName(slo.store, cell) };
}

/** What is not measured where a cell's own requests, messages or lines are: its metrics are of the plan or of others. */
function seesEveryCell({ sli, source, job }: Slo): boolean {
  return sli === "custom" || job?.kind === "state-machine" || (sli.startsWith("http-") && source === "cdn");
}
