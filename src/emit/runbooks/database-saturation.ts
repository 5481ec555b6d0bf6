import {
  databaseMetricStep,
  databaseStateSteps,
  databaseTitle,
  growDatabaseSteps,
  shrinkDatabaseSteps,
  topLoadSteps,
  userStep,
} from "./database-steps";
import type { RunbookWriter } from "./runbook-content";
import { group, see } from "./steps";
import { alarmedStores, databaseTargets } from "./targets";

export const databaseSaturation: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, databaseTargets(context));
  return {
    title: "Database saturation",
    trigger: "CPU, memory or capacity of a database stays high.",
    impact: ["Queries slow down, and every service that uses the database with them."],
    firstMinutes: targets.flatMap((target) =>
      topLoadSteps(target, "Statements that load it most", "db.sql_tokenized", region),
    ),
    diagnosis: targets.map((target) =>
      group(
        databaseTitle(target),
        databaseMetricStep(
          target,
          `Capacity in units, of at most ${target.store.capacity.max}.`,
          "ServerlessDatabaseCapacity",
          "Maximum",
          region,
        ),
        databaseMetricStep(target, "CPU in percent.", "CPUUtilization", "Maximum", region),
        ...topLoadSteps(target, "What the statements wait for", "db.wait_event", region),
        userStep(target, context),
        ...databaseStateSteps(target, region),
      ),
    ),
    decisions: [
      {
        when: "One statement takes most of the load and is new",
        act: ["Roll the service back that brought it: ", see("roll-back")],
      },
      { when: "The load is spread, and requests rose", act: "Raise the capacity, below" },
      {
        when: "Capacity is far from its maximum, yet CPU is high",
        act: "Aurora still scales: wait five minutes, then look again",
      },
      { when: "The writer alone is ill", act: ["Let a reader take over: ", see("fail-over")] },
    ],
    mitigation: targets.map((target) => group(databaseTitle(target), ...growDatabaseSteps(target, region))),
    verification: targets.map((target) =>
      group(target.store.name, databaseMetricStep(target, "CPU falls.", "CPUUtilization", "Maximum", region)),
    ),
    rollback: targets.map((target) => group(target.store.name, ...shrinkDatabaseSteps(target, region))),
  };
};
