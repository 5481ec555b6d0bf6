import type { DataStoreFile, PlanFile, ServiceFile } from "../schema/plan-file";
import { serviceExposure } from "../service-exposure";
import { precise } from "./figures";
import { isConsumer, type QueueUser, queueSides } from "./queue-sides";

/** The parts of a plan file that say who gets which share of the load. */
type FiledLoad = Pick<PlanFile, "services" | "dataStores">;

/** A number that nobody wrote, with the reason for it. */
export interface DerivedNumber {
  readonly value: number;
  readonly reason: string;
}

/** Requests or messages that a service gets for each request of a user, where the plan does not say. */
export function derivedShare(service: ServiceFile, file: FiledLoad): DerivedNumber {
  const user = queueUser(service);
  if (user.exposure === "public") return publicShare(file);
  if (isConsumer(user)) return messageShare(service, file);
  return { value: 1, reason: "one call for each request of a user is assumed" };
}

/** As written, else as derived. */
export function requestShare(service: ServiceFile, file: FiledLoad): number {
  return service.capacity.requestShare ?? derivedShare(service, file).value;
}

function publicShare({ services }: FiledLoad): DerivedNumber {
  const count = services.filter((service) => serviceExposure(service) === "public").length;
  return {
    value: 1 / count,
    reason: count === 1 ? "the only public service gets every request" : "public services share users' requests evenly",
  };
}

/** What is sent to the queues that a service reads, divided by those who read them. */
function messageShare(service: ServiceFile, file: FiledLoad): DerivedNumber {
  const queues = file.dataStores.filter(isQueue).filter(({ name }) => service.uses.includes(name));
  const users = file.services.map((other) => ({ ...queueUser(other), service: other }));
  const parts = queues.flatMap((queue) => {
    const { producers, consumers } = queueSides(users, queue);
    if (producers.length === 0) return [];
    const requests = producers.reduce((sum, producer) => sum + requestShare(producer.service, file), 0);
    return { queue, share: (requests * queue.load.messagesPerRequest) / consumers.length };
  });
  if (parts.length === 0) return { value: 0, reason: "no service of the plan sends it anything" };
  const value = parts.reduce((sum, { share }) => sum + share, 0);
  const names = parts.map(({ queue }) => queue.name).join(" and ");
  return { value, reason: `its producers send ${precise(value)} messages to ${names} for each request of a user` };
}

function isQueue(store: DataStoreFile): store is Extract<DataStoreFile, { engine: "sqs" }> {
  return store.engine === "sqs";
}

function queueUser(service: ServiceFile): QueueUser {
  return { name: service.name, uses: service.uses, exposure: serviceExposure(service), scaling: service.scaling };
}

const SECONDS_PER_MINUTE = 60;

/** What a copy carries per second, where the plan only says what it scales on; null where it says neither. */
export function derivedThroughput({ scaling }: Pick<ServiceFile, "scaling">): DerivedNumber | null {
  const { requestsPerTarget } = scaling;
  if (requestsPerTarget === undefined) return null;
  return {
    value: requestsPerTarget / SECONDS_PER_MINUTE,
    reason: `scaling.requestsPerTarget allows ${requestsPerTarget} a minute`,
  };
}
