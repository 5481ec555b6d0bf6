import type { AuroraOutputs } from "./stack-outputs";

/** What a service of a database connects to, and what has to let it through. */
export interface DatabaseEndpoints {
  readonly writer: string;
  readonly reader: string;
  /** Group that guards both. */
  readonly securityGroupId: string;
  /** What `rds-db:connect` ARNs name: a cluster's id, or a proxy's. */
  readonly resourceId: string;
}

/** The proxy where there is one: a service that went past it would take connections that others share. */
export function databaseEndpoints({ proxy, ...cluster }: AuroraOutputs): DatabaseEndpoints {
  return proxy === null
    ? {
        writer: cluster.endpoint,
        reader: cluster.readerEndpoint,
        securityGroupId: cluster.securityGroupId,
        resourceId: cluster.clusterResourceId,
      }
    : {
        writer: proxy.endpoint,
        reader: proxy.readerEndpoint,
        securityGroupId: proxy.securityGroupId,
        resourceId: proxy.resourceId,
      };
}
