import type { AuroraStore } from "../../model/plan";
import { databaseMetric, databaseStatus, topDatabaseLoad } from "../commands/database-commands";
import { targetMetric } from "../commands/load-balancer-commands";
import { proxyStatus, readerScalingStatus } from "../commands/scaling-commands";
import { tableStatus } from "../commands/table-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { proxyOf, readerTarget } from "../runbooks/scaling-steps";
import { step } from "../runbooks/steps";
import { databaseTargets, serviceTargets, tableTargets } from "../runbooks/targets";

export function scalingPolicies(context: EmitContext): readonly Item[] {
  return serviceTargets(context).flatMap(({ service, operations }) => [
    step([inlineCode(service.name), " has its policies."], operations.scalingPolicies),
    ...(service.scaling.schedules.length === 0
      ? []
      : [
          step(
            [inlineCode(service.name), ` has its ${service.scaling.schedules.length} schedules.`],
            operations.scheduledActions,
          ),
        ]),
    step(
      [
        inlineCode(service.name),
        ` runs ${service.scaling.min} to ${service.scaling.max} copies, and the newest events show that it scaled.`,
      ],
      operations.status,
      operations.events,
    ),
  ]);
}

export function capacityHeadroom(context: EmitContext): readonly Item[] {
  const { region } = context;
  return [
    ...serviceTargets(context).map(({ service, operations }) =>
      step([inlineCode(service.name), ` stays below ${service.scaling.max} copies at its peak.`], operations.status),
    ),
    ...databaseTargets(context).map(({ store, cluster }) =>
      step(
        [inlineCode(store.name), ` stays below ${store.capacity.max} units at its peak.`],
        databaseMetric(cluster.cluster, "ServerlessDatabaseCapacity", "Maximum", region),
      ),
    ),
  ];
}

/** Readers, proxies and tables, then what the databases spend their time on. */
export function databaseScaling(context: EmitContext): readonly Item[] {
  const { region } = context;
  return [
    ...databaseTargets(context).flatMap(({ store, cluster }) => [
      step(
        [inlineCode(store.name), ` has its writer and at least ${store.readers} readers, all available.`],
        databaseStatus(cluster, region),
      ),
      ...readerChecks(store, context),
      ...proxyChecks(store, context),
    ]),
    ...tableTargets(context).map(({ store, table }) =>
      step(
        [inlineCode(store.name), " is paid by the request, with the plan's throughput."],
        tableStatus(table, region),
      ),
    ),
    ...databaseLoad(context),
  ];
}

function readerChecks(store: AuroraStore, context: EmitContext): readonly Item[] {
  const target = readerTarget(store, context);
  if (target === null || store.readerScaling === undefined) return [];
  return [
    step(
      [inlineCode(store.name), ` scales from ${store.readers} to ${store.readerScaling.max} readers.`],
      readerScalingStatus(target, context.region),
    ),
  ];
}

function proxyChecks(store: AuroraStore, context: EmitContext): readonly Item[] {
  const proxy = proxyOf(store, context);
  if (proxy === null) return [];
  return [
    step(
      ["The proxy of ", inlineCode(store.name), " is available, asks for TLS, and each of its targets is too."],
      proxyStatus(proxy, context.region),
    ),
  ];
}

/** Latency against its objective, then what the databases spend their time on. */
export function databaseLoad(context: EmitContext): readonly Item[] {
  const { region } = context;
  return [
    ...serviceTargets(context).flatMap(({ service, loadBalancer, targetGroups }) =>
      loadBalancer === null
        ? []
        : targetGroups.map((group) =>
            step(
              [
                "The p99 latency of ",
                inlineCode(service.name),
                " in seconds, target group ",
                inlineCode(group),
                ", is under its objective.",
              ],
              targetMetric(loadBalancer, group, { name: "TargetResponseTime", statistic: "p99" }, region),
            ),
          ),
    ),
    ...databaseTargets(context).flatMap(({ instances }) =>
      instances.map((instance) =>
        step(
          ["No statement dominates the load of ", inlineCode(instance), "."],
          topDatabaseLoad(instance, "db.sql_tokenized", region),
        ),
      ),
    ),
  ];
}
