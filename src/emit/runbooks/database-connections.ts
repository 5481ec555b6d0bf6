import { automationOf } from "../commands/automation-commands";
import { operationsOf } from "../commands/operations-of";
import { setProxyPool } from "../commands/scaling-commands";
import type { Item } from "../markdown/blocks";
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
import { proxyOf, proxyStateSteps } from "./scaling-steps";
import { eitherWay, group, see, step } from "./steps";
import { alarmedStores, type DatabaseTarget, databaseTargets, usersOf } from "./targets";

export const databaseConnections: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, databaseTargets(context));
  return {
    title: "Database connections",
    trigger: "A database has almost as many connections as it takes.",
    impact: ["New connections will be refused.", "Copies of services that start, or that were idle, then fail."],
    firstMinutes: targets.flatMap((target) => topLoadSteps(target, "Users that are most active", "db.user", region)),
    diagnosis: targets.map((target) =>
      group(
        databaseTitle(target),
        databaseMetricStep(target, "Connections.", "DatabaseConnections", "Maximum", region),
        ...topLoadSteps(target, "Where the connections come from", "db.host", region),
        userStep(target, context),
        ...databaseStateSteps(target, region),
        ...proxyStateSteps(target.store, context),
      ),
    ),
    decisions: [
      { when: "One service holds most of them", act: "Restart its copies, below: their connections close" },
      {
        when: "The connections follow the number of copies",
        act: "Each copy opens too many: lower the size of its pool",
      },
      {
        when: "Clients wait for the proxy, and the database has capacity left",
        act: "Look for pinned sessions and long transactions: the proxy lends a connection for a transaction",
      },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
    ],
    mitigation: targets.map((target) =>
      group(
        databaseTitle(target),
        ...restarts(target, context),
        ...poolSteps(target, context),
        ...growDatabaseSteps(target, region),
      ),
    ),
    verification: targets.map((target) =>
      group(
        target.store.name,
        databaseMetricStep(target, "Connections fall.", "DatabaseConnections", "Maximum", region),
      ),
    ),
    rollback: targets.map((target) => group(target.store.name, ...shrinkDatabaseSteps(target, region))),
  };
};

function restarts({ store }: DatabaseTarget, context: RunbookContext) {
  return usersOf(store.name, context).flatMap((service) => {
    const operations = operationsOf(service, context);
    return operations === null
      ? []
      : eitherWay(
          `Replace the copies of ${service.name}, a few at a time.`,
          automationOf(service.name, context)("restart"),
          operations.restart,
        );
  });
}

/** All of the connections but a few: less is left for people. */
const WIDEST_POOL_PERCENT = 97;

function poolSteps({ store }: DatabaseTarget, context: RunbookContext): readonly Item[] {
  const proxy = proxyOf(store, context);
  if (proxy === null) return [];
  return [
    step(
      `Let the proxy open almost all connections, ${WIDEST_POOL_PERCENT} %, until the next apply.`,
      setProxyPool(proxy, WIDEST_POOL_PERCENT, context.region),
    ),
  ];
}
