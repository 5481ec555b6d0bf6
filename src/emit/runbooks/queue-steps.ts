import { queueDepth } from "../commands/queue-commands";
import type { Item } from "../markdown/blocks";
import { codeList } from "../markdown/inline";
import type { RunbookContext } from "./runbook-content";
import { growSteps, logSteps, shrinkSteps, stateSteps } from "./service-steps";
import { alarmedSlos } from "./slo-steps";
import { step } from "./steps";
import { type QueueTarget, queueTargets } from "./targets";

/** Queues that an alarm watches, on the queue itself or through the SLO of a service that reads it. */
export function alarmedQueues(context: RunbookContext): readonly QueueTarget[] {
  const stores = alarmedSlos(context).map(({ slo }) => slo.store);
  const others = context.alarms.filter(({ slo }) => slo === null).map(({ subject }) => subject.name);
  return queueTargets(context).filter(
    ({ store, users }) =>
      stores.includes(store.name) ||
      others.includes(store.name) ||
      users.some(({ service }) => others.includes(service.name)),
  );
}

export function queueTitle({ store, queue }: QueueTarget): string {
  return `${store.name}: queue ${queue}`;
}

export function depthSteps({ queue, deadLetters }: QueueTarget, context: RunbookContext): readonly Item[] {
  return [
    step("Messages that wait, and that are being worked on.", queueDepth(queue, context)),
    ...(deadLetters === null ? [] : [step("Dead letters.", queueDepth(deadLetters, context))]),
  ];
}

export function userStep({ users }: QueueTarget): Item {
  const names = users.map(({ service }) => service.name);
  return step(["Services that work with it, those without requests first: ", ...codeList(names, "none"), "."]);
}

/** Only services without requests: they take messages off, where the others put them on. */
function readers({ users }: QueueTarget) {
  const workers = users.filter(({ service }) => service.port === null);
  return workers.length > 0 ? workers : users;
}

export function readerStateSteps(target: QueueTarget, region: string): readonly Item[] {
  return readers(target).flatMap((reader) => [...stateSteps(reader), ...logSteps(reader, region)]);
}

export function growReaderSteps(target: QueueTarget): readonly Item[] {
  return readers(target).flatMap(growSteps);
}

export function shrinkReaderSteps(target: QueueTarget): readonly Item[] {
  return readers(target).flatMap(shrinkSteps);
}
