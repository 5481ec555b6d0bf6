import { CodeconnectionsConnection } from "@cdktf/provider-aws/lib/codeconnections-connection";
import type { Construct } from "constructs";
import type { DeliverySource, Plan } from "../../model/plan";
import { resourceName } from "../core/names";

/** CodeConnections' limit on a connection's name. */
const CONNECTION_NAME_MAX_LENGTH = 32;

/**
 * ARN of the connection to the repository: the plan's own, or a new one for all of its pipelines. A new one is pending
 * until a person authorises it with the provider, which no API can do.
 */
export function sourceConnectionArn(scope: Construct, plan: Plan, source: DeliverySource): string {
  if (source.connectionArn !== null) return source.connectionArn;
  const connection = new CodeconnectionsConnection(scope, "source_connection", {
    name: resourceName(plan, ["source"], CONNECTION_NAME_MAX_LENGTH),
    providerType: source.provider,
  });
  return connection.arn;
}
