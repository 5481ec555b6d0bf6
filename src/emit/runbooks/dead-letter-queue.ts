import { REDRIVE_MESSAGES_PER_SECOND } from "../../model/redrive-rate";
import { automationOf } from "../commands/automation-commands";
import { peekMessages, queueDepth, redrive, redriveProgress, stopRedrive } from "../commands/queue-commands";
import { alarmedQueues, queueTitle, readerStateSteps, userStep } from "./queue-steps";
import type { RunbookWriter } from "./runbook-content";
import { eitherWay, group, see, step } from "./steps";

/** Dead letters are kept as long as SQS keeps any message (API reference, MessageRetentionPeriod). */
const KEPT = "14 days";

export const deadLetterQueue: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedQueues(context).flatMap((target) =>
    target.deadLetters === null ? [] : [{ ...target, deadLetters: target.deadLetters }],
  );
  return {
    title: "Dead-letter queue",
    trigger: "Messages could not be worked on, and were set aside.",
    impact: targets.map(
      ({ store }) =>
        `Work of ${store.name} is not done: each message failed ${store.maxReceives} times. It is kept for ${KEPT} at most.`,
    ),
    firstMinutes: targets.map((target) =>
      step("How many, and is it still growing?", queueDepth(target.deadLetters, context)),
    ),
    diagnosis: targets.map((target) =>
      group(
        queueTitle(target),
        step("Look at ten of them. They stay in the queue.", peekMessages(target.deadLetters, context)),
        userStep(target),
        ...readerStateSteps(target, region),
      ),
    ),
    decisions: [
      { when: "The messages are good, and what failed works again", act: "Send them back, below" },
      {
        when: "The messages are good, and the reader has a fault",
        act: ["Fix or roll back first, then send them back: ", see("roll-back")],
      },
      {
        when: "The messages are bad",
        act: "Keep a copy, tell whoever sends them, and leave the rest: sending them back only brings them here again",
      },
    ],
    mitigation: targets.map((target) =>
      group(
        queueTitle(target),
        ...eitherWay(
          `Send them back to their queue, ${REDRIVE_MESSAGES_PER_SECOND} a second.`,
          automationOf(target.store.name, context)("redrive-dead-letters"),
          redrive(target.deadLetters, context),
        ),
        step("How far it is.", redriveProgress(target.deadLetters, context)),
      ),
    ),
    verification: targets.map((target) =>
      group(target.store.name, step("No messages are left, and none return.", queueDepth(target.deadLetters, context))),
    ),
    rollback: targets.map((target) =>
      group(
        target.store.name,
        step("Stop sending back, when they fail again.", stopRedrive(target.deadLetters, context)),
      ),
    ),
  };
};
