import { globalDatabases } from "../model/global-databases";
import { databaseSources } from "../model/migration";
import type { Network, Plan } from "../model/plan";
import type { Decisions } from "./decisions";

const SERVICE = "secretsmanager";

/**
 * The plan's network with the endpoint of Secrets Manager where something that AWS runs in the private subnets reads
 * secrets: replications of DMS Serverless, which takes no other way (DMS user guide, "AWS DMS Serverless limitations"),
 * and the function that rotates a global database's password, which the lists of strict networks and the filter of what
 * leaves would turn away.
 */
export function withSecretsEndpoint(
  plan: Pick<Plan, "network" | "migration" | "recovery" | "stores">,
  decisions: Decisions,
): Network {
  const { network } = plan;
  const reason = reader(plan);
  if (reason === null || network.kind === "existing" || network.interfaceEndpoints.includes(SERVICE)) return network;
  const interfaceEndpoints = [...network.interfaceEndpoints, SERVICE];
  decisions.derive("network.interfaceEndpoints", interfaceEndpoints, reason, interfaceEndpoints.join(", "));
  return { ...network, interfaceEndpoints };
}

function reader(plan: Pick<Plan, "migration" | "recovery" | "stores">): string | null {
  if (databaseSources(plan).length > 0)
    return "DMS Serverless reads its credentials from Secrets Manager by an endpoint in the VPC alone";
  return globalDatabases(plan).length === 0
    ? null
    : "the function that rotates a global database's password reads it within the network";
}
