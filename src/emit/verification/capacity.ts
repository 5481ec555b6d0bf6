import { databaseMetric, topDatabaseLoad } from "../commands/database-commands";
import { targetMetric } from "../commands/load-balancer-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "../runbooks/steps";
import { databaseTargets, serviceTargets } from "../runbooks/targets";

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
