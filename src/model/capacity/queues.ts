import { FIFO_MESSAGES_PER_SECOND, MAX_IN_FLIGHT_MESSAGES } from "./aws-limits";
import type { CapacitySubject, LoadedQueue, LoadedService } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { queueSides } from "./queue-sides";
import { secondsPerRequest, serviceRate } from "./tasks";

/** Messages per second of each queue, and messages in work, against what consumers and SQS take. */
export function queueNeeds(subject: CapacitySubject): readonly Need[] {
  return subject.stores.flatMap((store) =>
    store.engine === "sqs" ? [messagesNeed(subject, store), ...inFlightNeeds(subject, store)] : [],
  );
}

/** Messages sent per second: by each producer, for each request that it gets. */
export function messageRate({ services }: Pick<CapacitySubject, "services">, store: LoadedQueue, load: Load): number {
  const requests = queueSides(services, store).producers.reduce((sum, service) => sum + serviceRate(service, load), 0);
  return requests * store.load.messagesPerRequest;
}

/** A standard queue takes whatever is sent; what bounds it are its consumers at their maximum, and FIFO's own rate. */
function messagesNeed(subject: CapacitySubject, store: LoadedQueue): Need {
  const { producers, consumers } = queueSides(subject.services, store);
  return {
    subject: { kind: "store", name: store.name },
    resource: "queue-messages",
    unit: "messages/s",
    ...slower(store, consumers),
    amount: (load) => roundedUp(messageRate(subject, store, load)),
    arithmetic: (load) => {
      const terms = producers.map((service) => `${figure(serviceRate(service, load))} ${service.name}`).join(" + ");
      const total = figure(messageRate(subject, store, load));
      return `(${terms || "0"})/s x ${precise(store.load.messagesPerRequest)} messages = ${total}/s`;
    },
  };
}

function slower(store: LoadedQueue, consumers: readonly LoadedService[]): Pick<Need, "limit" | "limitKey"> {
  const fifo = store.fifo ? FIFO_MESSAGES_PER_SECOND : null;
  const taken = consumed(consumers);
  if (taken === null || (fifo !== null && fifo <= taken)) return { limit: fifo, limitKey: null };
  const [first] = consumers;
  return { limit: taken, limitKey: first === undefined ? null : `services.${first.name}.scaling.max` };
}

/** Messages per second of all consumers at their maximum; null where one of them has no number. */
function consumed(consumers: readonly LoadedService[]): number | null {
  if (consumers.length === 0) return null;
  let sum = 0;
  for (const { scaling, capacity } of consumers) {
    if (capacity.requestsPerSecond === null) return null;
    sum += scaling.max * capacity.requestsPerSecond;
  }
  return sum;
}

/** Received and not yet deleted: by Little's law the rate times the time that one takes. */
function inFlightNeeds(subject: CapacitySubject, store: LoadedQueue): readonly Need[] {
  const { consumers } = queueSides(subject.services, store);
  if (consumers.length === 0) return [];
  const seconds = Math.max(...consumers.map(secondsPerRequest));
  const inFlight = (load: Load) => messageRate(subject, store, load) * seconds;
  return [
    {
      subject: { kind: "store", name: store.name },
      resource: "queue-messages",
      unit: "messages in flight",
      limit: MAX_IN_FLIGHT_MESSAGES,
      limitKey: null,
      amount: (load) => roundedUp(inFlight(load)),
      arithmetic: (load) =>
        `Little's law: ${figure(messageRate(subject, store, load))}/s x ${precise(seconds)} s = ${figure(inFlight(load))} in flight`,
    },
  ];
}
