import { hotKeys, stopWatchingHotKeys, tableMetric, tableStatus, watchHotKeys } from "../commands/table-commands";
import type { RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { usersStep } from "./store-users";
import { alarmedStores, tableTargets } from "./targets";

export const tableThrottling: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, tableTargets(context));
  return {
    title: "Table throttling",
    trigger: "A DynamoDB table refuses requests, fails inside, or answers slower than usual.",
    impact: ["The SDK tries again, so latency rises first.", "Requests fail once the attempts are used up."],
    firstMinutes: targets.map(({ store, table }) =>
      step(`Start to count the busiest keys of ${store.name}.`, watchHotKeys(table, region)),
    ),
    diagnosis: targets.map(({ store, table }) =>
      group(
        `${store.name}: table ${table}`,
        step("State and throughput.", tableStatus(table, region)),
        step(
          "Throttled reads and writes.",
          tableMetric(table, "ReadThrottleEvents", region),
          tableMetric(table, "WriteThrottleEvents", region),
        ),
        step(
          "Consumed reads and writes.",
          tableMetric(table, "ConsumedReadCapacityUnits", region),
          tableMetric(table, "ConsumedWriteCapacityUnits", region),
        ),
        step("The keys that are refused most.", hotKeys(table, region)),
        usersStep(store, context),
      ),
    ),
    decisions: [
      { when: "One key takes most of it", act: "A hot key: cache it or spread it; until then slow the caller down" },
      {
        when: "Load doubled within half an hour",
        act: "The table grows by itself: on-demand tables take twice their last peak at once, and more within 30 minutes",
      },
      {
        when: "System errors, and no throttling",
        act: "The fault is on AWS's side: look at the Health Dashboard and wait; escalate when it lasts",
      },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
    ],
    mitigation: targets.map(({ store, table }) =>
      group(
        `${store.name}: table ${table}`,
        step(
          "Slow down whatever calls most: a batch job first, users last. Nothing has to be raised on an on-demand table.",
        ),
      ),
    ),
    verification: targets.map(({ store, table }) =>
      group(
        store.name,
        step(
          "No throttled requests.",
          tableMetric(table, "ReadThrottleEvents", region),
          tableMetric(table, "WriteThrottleEvents", region),
        ),
      ),
    ),
    rollback: targets.map(({ store, table }) =>
      group(store.name, step("Stop counting keys; it costs per event.", stopWatchingHotKeys(table, region))),
    ),
  };
};
