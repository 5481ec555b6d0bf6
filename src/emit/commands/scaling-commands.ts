import type { HandlesOf } from "../../evidence/evidence";
import type { WarmPool } from "../../model/plan";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";

/** Instances that are prepared, and how many there may be. */
export function warmPoolStatus(group: string, region: string): string {
  return aws(
    "autoscaling describe-warm-pool",
    {
      "auto-scaling-group-name": group,
      query: "{pool:WarmPoolConfiguration,instances:Instances[].[InstanceId,LifecycleState,HealthStatus]}",
    },
    region,
  );
}

export function setWarmPool(group: string, pool: WarmPool, region: string): string {
  return aws(
    "autoscaling put-warm-pool",
    {
      "auto-scaling-group-name": group,
      "min-size": pool.min,
      "max-group-prepared-capacity": pool.max,
      "pool-state": pool.state === "stopped" ? "Stopped" : "Running",
      "instance-reuse-policy": `ReuseOnScaleIn=${pool.reuse}`,
    },
    region,
  );
}

/** Bounds of a database's readers, and what scaling did last. */
export function readerScalingStatus({ resourceId, namespace }: HandlesOf<"scaling-target">, region: string): string {
  const id = { "service-namespace": namespace };
  return [
    aws(
      "application-autoscaling describe-scalable-targets",
      { ...id, "resource-ids": resourceId, query: "ScalableTargets[].{min:MinCapacity,max:MaxCapacity}" },
      region,
    ),
    aws(
      "application-autoscaling describe-scaling-activities",
      {
        ...id,
        "resource-id": resourceId,
        "max-results": 10,
        query: "ScalingActivities[].[StartTime,StatusCode,Description]",
      },
      region,
    ),
  ].join("\n");
}

export function setReaders(target: HandlesOf<"scaling-target">, min: number, max: number, region: string): string {
  return aws(
    "application-autoscaling register-scalable-target",
    {
      "service-namespace": target.namespace,
      "resource-id": target.resourceId,
      "scalable-dimension": target.dimension,
      "min-capacity": min,
      "max-capacity": max,
    },
    region,
  );
}

/** Endpoints of a proxy with what they lead to, and whether its targets answer. */
export function proxyStatus(proxy: string, region: string): string {
  return [
    aws(
      "rds describe-db-proxies",
      { "db-proxy-name": proxy, query: "DBProxies[0].{status:Status,endpoint:Endpoint,tls:RequireTLS}" },
      region,
    ),
    aws(
      "rds describe-db-proxy-targets",
      {
        "db-proxy-name": proxy,
        query: "Targets[].[RdsResourceId,Role,TargetHealth.State,TargetHealth.Reason]",
        output: "table",
      },
      region,
    ),
  ].join("\n");
}

export function proxyMetric(proxy: string, name: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/RDS",
    name,
    dimensions: [dimension("ProxyName", proxy)],
    statistic,
    region,
  });
}

/** Share of a database's connections that a proxy may open. */
export function setProxyPool(proxy: string, percent: number, region: string): string {
  return aws(
    "rds modify-db-proxy-target-group",
    {
      "db-proxy-name": proxy,
      "target-group-name": "default",
      "connection-pool-config": `MaxConnectionsPercent=${percent}`,
      query: "DBProxyTargetGroup.ConnectionPoolConfig",
    },
    region,
  );
}

/** Warm throughput only rises, and is paid for once (DynamoDB developer guide, "Understanding DynamoDB warm throughput"). */
export function warmTable(table: string, reads: number, writes: number, region: string): string {
  return aws(
    "dynamodb update-table",
    {
      "table-name": table,
      "warm-throughput": `ReadUnitsPerSecond=${reads},WriteUnitsPerSecond=${writes}`,
      query: "TableDescription.WarmThroughput",
    },
    region,
  );
}

export function backPressureStatus(parameter: string, region: string): string {
  return aws(
    "ssm get-parameter",
    { name: parameter, query: "Parameter.{value:Value,changed:LastModifiedDate}" },
    region,
  );
}

export function setBackPressure(parameter: string, value: "on" | "off", region: string): string {
  return aws("ssm put-parameter", { name: parameter, value, overwrite: true, query: "Version" }, region);
}
