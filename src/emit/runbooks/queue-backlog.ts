import { formatDuration } from "../../model/units/duration";
import { queueMetric } from "../commands/queue-commands";
import {
  alarmedQueues,
  depthSteps,
  growReaderSteps,
  queueTitle,
  readerStateSteps,
  shrinkReaderSteps,
  userStep,
} from "./queue-steps";
import type { RunbookWriter } from "./runbook-content";
import { backPressureSteps, holdBackSteps, letSendSteps } from "./scaling-steps";
import { alarmedSlos, burnGroups, tierDecisions, triggerOf } from "./slo-steps";
import { group, see, step } from "./steps";

export const queueBacklog: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedQueues(context);
  const slos = alarmedSlos(context);
  return {
    title: "Queue backlog",
    trigger: triggerOf(context, "The oldest message of a queue waits longer than it may, for too many minutes"),
    impact: targets.map(
      ({ store }) =>
        `Work of ${store.name} is late. Messages are lost after ${formatDuration(store.retention)} in the queue.`,
    ),
    firstMinutes: targets.flatMap((target) => depthSteps(target, context)),
    diagnosis: [
      ...burnGroups(slos, context),
      ...targets.map((target) =>
        group(
          queueTitle(target),
          step(
            "Age of the oldest message in seconds.",
            queueMetric(target.queue, "ApproximateAgeOfOldestMessage", "Maximum", region),
          ),
          step(
            "Messages sent and deleted.",
            queueMetric(target.queue, "NumberOfMessagesSent", "Sum", region),
            queueMetric(target.queue, "NumberOfMessagesDeleted", "Sum", region),
          ),
          userStep(target),
          ...backPressureSteps(target, context),
          ...readerStateSteps(target, region),
        ),
      ),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      { when: "More is sent than deleted, and readers are well", act: "Add readers, below" },
      { when: "Nothing is deleted", act: "Readers are down or fail: read their log, then restart or roll back" },
      {
        when: "One old message stays while others pass",
        act: ["It fails each time and will become a dead letter: ", see("incident"), " only if it matters"],
      },
      { when: "Readers wait for a store", act: "More readers make it worse: relieve the store first" },
    ],
    mitigation: targets.map((target) =>
      group(queueTitle(target), ...growReaderSteps(target), ...holdBackSteps(target, context)),
    ),
    verification: targets.map((target) =>
      group(
        target.store.name,
        step("The age falls.", queueMetric(target.queue, "ApproximateAgeOfOldestMessage", "Maximum", region)),
      ),
    ),
    rollback: targets.map((target) =>
      group(target.store.name, ...shrinkReaderSteps(target), ...letSendSteps(target, context)),
    ),
  };
};
