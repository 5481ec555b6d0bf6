import { FAILURE_PATTERNS, logsInsights } from "../commands/log-queries";
import {
  databaseMetricStep,
  databaseStateSteps,
  databaseTitle,
  growDatabaseSteps,
  shrinkDatabaseSteps,
  topLoadSteps,
  userStep,
} from "./database-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { alarmedStores, type DatabaseTarget, databaseTargets } from "./targets";

export const databaseLatency: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, databaseTargets(context));
  return {
    title: "Database latency",
    trigger: "Reads or commits are slower than usual, statements lock each other, or a reader falls behind.",
    impact: ["Requests that write are slow.", "A reader that lags shows old data."],
    firstMinutes: targets.flatMap((target) =>
      topLoadSteps(target, "What statements wait for", "db.wait_event", region),
    ),
    diagnosis: targets.map((target) =>
      group(
        databaseTitle(target),
        databaseMetricStep(target, "Commit latency in milliseconds.", "CommitLatency", "Average", region),
        databaseMetricStep(target, "Deadlocks per second.", "Deadlocks", "Average", region),
        databaseMetricStep(target, "Lag of the readers in milliseconds.", "AuroraReplicaLagMaximum", "Maximum", region),
        ...topLoadSteps(target, "Statements that load it most", "db.sql_tokenized", region),
        ...logSteps(target, context),
        userStep(target, context),
        ...databaseStateSteps(target, region),
      ),
    ),
    decisions: [
      {
        when: "Statements wait for locks",
        act: "Find the statement that holds them: stop the job or roll back the service that runs it",
      },
      { when: "Statements wait for reads or CPU", act: "Raise the capacity, below" },
      { when: "A reader lags and nothing else is slow", act: "A long query runs on it: stop that query" },
      {
        when: "The writer alone is slow, with no cause in its load",
        act: ["Let a reader take over: ", see("fail-over")],
      },
    ],
    mitigation: targets.map((target) => group(databaseTitle(target), ...growDatabaseSteps(target, region))),
    verification: targets.map((target) =>
      group(target.store.name, databaseMetricStep(target, "Commit latency falls.", "CommitLatency", "Average", region)),
    ),
    rollback: targets.map((target) => group(target.store.name, ...shrinkDatabaseSteps(target, region))),
  };
};

function logSteps({ store }: DatabaseTarget, { index, region }: RunbookContext) {
  return index
    .byRole("log-group", store.name)
    .map(({ handles }) => step("What the database logs.", logsInsights(handles.name, FAILURE_PATTERNS, region)));
}
