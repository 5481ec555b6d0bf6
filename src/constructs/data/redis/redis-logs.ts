import type { ElasticacheReplicationGroupLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { Construct } from "constructs";
import { playsRole } from "../../../evidence/declare";
import type { RedisStore } from "../../../model/plan";
import { storeLogGroup } from "../store-log-group";
import { redisGroupName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";

/**
 * Slow commands and the engine's own log, as JSON. Below `/aws/vendedlogs/` one entry in the account's resource policy
 * serves all groups; elsewhere each adds its own until the policy's 5,120 characters are full (CloudWatch Logs user
 * guide, logs from AWS services).
 */
export function redisLogs(
  scope: Construct,
  props: StoreProps<RedisStore>,
): ElasticacheReplicationGroupLogDeliveryConfiguration[] {
  const prefix = `/aws/vendedlogs/elasticache/${redisGroupName(props.plan, props.store)}`;
  const slow = storeLogGroup(scope, "slow_log", `${prefix}/slow-log`, props);
  const engine = storeLogGroup(scope, "engine_log", `${prefix}/engine-log`, props);
  // One log group per store is what documents look up: the one that says why the store is slow.
  playsRole(slow, storeSubject(props.store), "log-group", { name: `${prefix}/slow-log` });
  const delivery = { destinationType: "cloudwatch-logs", logFormat: "json" };
  return [
    { ...delivery, logType: "slow-log", destination: slow.name },
    { ...delivery, logType: "engine-log", destination: engine.name },
  ];
}
