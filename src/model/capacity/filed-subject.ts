import type { PlanFile, ServiceFile } from "../schema/plan-file";
import { serviceExposure } from "../service-exposure";
import { type CellsNeeded, cellsNeeded } from "./cells-needed";
import { DEFAULT_READERS } from "./default-readers";
import type { CapacitySubject, LoadedNetwork, LoadedService, LoadedStore } from "./demand";
import { derivedThroughput, requestShare } from "./service-numbers";

type Filed = Pick<PlanFile, "requirements" | "services" | "dataStores" | "network">;

export interface FiledSubject {
  /** One cell of it, whose services get that cell's share of the requests. */
  readonly cell: CapacitySubject;
  /** Cells that the target makes necessary, whatever the plan says. */
  readonly cellsNeeded: CellsNeeded;
}

/**
 * What the model reads, from a file that is not resolved yet, for an environment of full scale. null when the plan names
 * no users to carry.
 */
export function filedSubject(file: Filed): FiledSubject | null {
  const { capacity } = file.requirements;
  if (capacity === undefined) return null;
  const whole: CapacitySubject = {
    capacity: { ...capacity, cells: 1 },
    services: file.services.map((service) => filedService(service, file)),
    stores: file.dataStores.map(filedStore),
    network: filedNetwork(file.network),
  };
  const needed = cellsNeeded(whole);
  if (needed === null) return null;
  const cells = capacity.cells === "auto" ? needed.cells : capacity.cells;
  const services = whole.services.map((service) => inCell(service, cells));
  return { cell: { ...whole, capacity: { ...capacity, cells }, services }, cellsNeeded: needed };
}

function inCell(service: LoadedService, cells: number): LoadedService {
  const { capacity } = service;
  return { ...service, capacity: { ...capacity, requestShare: capacity.requestShare / cells } };
}

function filedService(service: ServiceFile, file: Filed): LoadedService {
  const { capacity, scaling } = service;
  return {
    name: service.name,
    runtime: service.runtime,
    exposure: serviceExposure(service),
    routes: service.routes ?? [],
    cpu: service.cpu,
    instanceType: service.instanceType,
    uses: service.uses,
    scaling: { ...scaling, messagesPerTask: scaling.messagesPerTask ?? null },
    capacity: {
      ...capacity,
      requestShare: requestShare(service, file),
      requestsPerSecond: capacity.requestsPerSecond ?? derivedThroughput(service)?.value ?? null,
      concurrency: capacity.concurrency ?? null,
    },
  };
}

function filedStore(store: PlanFile["dataStores"][number]): LoadedStore {
  return store.engine === "aurora-postgresql" ? { ...store, readers: store.readers ?? DEFAULT_READERS.full } : store;
}

function filedNetwork({ existing, natGateways, zones }: PlanFile["network"]): LoadedNetwork {
  return existing === undefined
    ? { kind: "managed", natGateways: natGateways ?? "per-zone", zones: Array.from({ length: zones }) }
    : { kind: "existing", privateSubnetIds: existing.privateSubnetIds };
}
