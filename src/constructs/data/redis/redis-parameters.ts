import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import type { Construct } from "constructs";
import type { Plan, RedisStore } from "../../../model/plan";
import { resourceName } from "../../core/names";

/** ElastiCache allows 255 characters (CreateCacheParameterGroup). */
const NAME_MAX_LENGTH = 255;

/** Settings of Redis that differ from ElastiCache's defaults. */
const PARAMETERS = [
  // Entries wait in memory until ElastiCache fetches them; the default of 128 loses most of a slow minute.
  { name: "slowlog-max-len", value: "1024" },
  // Microseconds. Half the default: a command this long holds up every other client of a single-threaded engine.
  { name: "slowlog-log-slower-than", value: "5000" },
  // Seconds. Connections of tasks that scaled in go away; by default they stay for good.
  { name: "timeout", value: "900" },
] as const;

export function redisParameters(scope: Construct, plan: Plan, store: RedisStore): ElasticacheParameterGroup {
  const family = `redis${store.version.split(".")[0]}`;
  return new ElasticacheParameterGroup(scope, "parameters", {
    name: resourceName(plan, [store.name, family], NAME_MAX_LENGTH),
    family,
    description: `Settings of the store ${store.name}`,
    parameter: [...PARAMETERS],
    lifecycle: { createBeforeDestroy: true },
  });
}
