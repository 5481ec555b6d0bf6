import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyEndpoint } from "@cdktf/provider-aws/lib/db-proxy-endpoint";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Fn, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { databaseUser } from "../../../model/names";
import type { AuroraStore, Plan } from "../../../model/plan";
import { tcpPath } from "../../compute/security-group-rules";
import { planArn, resourceName } from "../../core/names";
import { undocumentedTrustPolicy } from "../../core/policy";
import { rolePolicy } from "../../core/role-policy";
import type { DatabaseProxyOutputs } from "../../core/stack-outputs";
import { storeLogGroup } from "../store-log-group";
import { databaseProxyName, readerProxyName } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSubject } from "../store-subject";

/** IAM allows 64 characters (CreateRole), EC2 255 (CreateSecurityGroup). */
const ROLE_NAME_MAX_LENGTH = 64;
const SECURITY_GROUP_NAME_MAX_LENGTH = 255;

/**
 * Seconds that a client waits for a free connection. Longer than Aurora takes to fail over, as a rule within 30 s (Aurora
 * user guide, "High availability for Amazon Aurora"), and within the minute after which the load balancer has given up
 * the request.
 */
const BORROW_TIMEOUT_SECONDS = 45;

/** Seconds after which an idle client is let go: RDS's own default, longer than pools of services keep one. */
const IDLE_CLIENT_SECONDS = 1800;

/** Share of an instance's connections that the proxy may open: the rest is for people, the Data API and rotation. */
const MAX_CONNECTIONS_PERCENT = 90;

/** Share that stays open when nobody needs it: half, RDS's own default for PostgreSQL. */
const MAX_IDLE_PERCENT = 50;

/** Position of the resource in an ARN: `arn:aws:rds:<region>:<account>:db-proxy:prx-…`. */
const ARN_RESOURCE_ID = 6;

export interface DatabaseProxyProps extends StoreProps<AuroraStore> {
  readonly cluster: RdsCluster;
  readonly instances: readonly RdsClusterInstance[];
  readonly storeSecurityGroupId: string;
  readonly port: number;
}

/**
 * RDS Proxy between services and a database: many clients share few connections, and a failover is waited for instead
 * of failing. Services sign in with their role and the proxy signs in with its own, as the same database user, so that
 * no password exists (Aurora user guide, "Configuring IAM authentication for RDS Proxy").
 */
export class DatabaseProxy extends Construct {
  readonly outputs: DatabaseProxyOutputs;

  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    const securityGroup = this.securityGroup(props);
    const proxy = this.proxy(props, securityGroup.id);
    const target = this.target(props, proxy);
    const readers = this.readers(props, proxy, securityGroup.id, target);
    const { endpoint } = proxy;
    this.outputs = {
      name: databaseProxyName(props.plan, props.store),
      resourceId: Fn.element(Fn.split(":", proxy.arn), ARN_RESOURCE_ID),
      securityGroupId: securityGroup.id,
      endpoint,
      readerEndpoint: readers === null ? endpoint : readers.endpoint,
    };
  }

  private proxy(props: DatabaseProxyProps, securityGroupId: string): DbProxy {
    const { plan, store, foundation } = props;
    const name = databaseProxyName(plan, store);
    const { role, policies } = this.role(props);
    const proxy = new DbProxy(this, "proxy", {
      name,
      engineFamily: "POSTGRESQL",
      defaultAuthScheme: "IAM_AUTH",
      requireTls: true,
      debugLogging: false,
      idleClientTimeout: IDLE_CLIENT_SECONDS,
      roleArn: role.arn,
      vpcSubnetIds: [...foundation.isolatedSubnetIds],
      vpcSecurityGroupIds: [securityGroupId],
      dependsOn: [...policies, storeLogGroup(this, "log_group", `/aws/rds/proxy/${name}`, props)],
    });
    provides(proxy, storeSubject(store), "connection-pooling");
    playsRole(proxy, storeSubject(store), "database-proxy", { proxy: name });
    return proxy;
  }

  private target({ cluster, instances }: DatabaseProxyProps, proxy: DbProxy): DbProxyTarget {
    const group = new DbProxyDefaultTargetGroup(this, "target_group", {
      dbProxyName: proxy.name,
      connectionPoolConfig: {
        connectionBorrowTimeout: BORROW_TIMEOUT_SECONDS,
        maxConnectionsPercent: MAX_CONNECTIONS_PERCENT,
        maxIdleConnectionsPercent: MAX_IDLE_PERCENT,
      },
    });
    return new DbProxyTarget(this, "target", {
      dbProxyName: proxy.name,
      targetGroupName: group.name,
      dbClusterIdentifier: cluster.clusterIdentifier,
      // RDS registers a cluster with the instances that it has.
      dependsOn: [...instances],
    });
  }

  /** A read-only endpoint answers with errors while there is no reader, where the cluster's own asks the writer. */
  private readers(
    { plan, store, foundation }: DatabaseProxyProps,
    proxy: DbProxy,
    securityGroupId: string,
    target: TerraformResource,
  ): DbProxyEndpoint | null {
    if (store.readers === 0) return null;
    const endpoint = new DbProxyEndpoint(this, "readers", {
      dbProxyName: proxy.name,
      dbProxyEndpointName: readerProxyName(plan, store),
      targetRole: "READ_ONLY",
      vpcSubnetIds: [...foundation.isolatedSubnetIds],
      vpcSecurityGroupIds: [securityGroupId],
      dependsOn: [target],
    });
    provides(endpoint, storeSubject(store), "read-write-split");
    return endpoint;
  }

  private role(props: DatabaseProxyProps) {
    const { plan, store, cluster } = props;
    const nameParts = [store.name, "proxy"];
    const role = new IamRole(this, "role", {
      name: resourceName(plan, nameParts, ROLE_NAME_MAX_LENGTH),
      description: `Signs in to the store ${store.name} for the services that use it`,
      assumeRolePolicy: undocumentedTrustPolicy("rds.amazonaws.com", plan.environment.account),
    });
    const users = usersOf(plan, store).map((user) =>
      planArn(plan, "rds-db", `dbuser:${cluster.clusterResourceId}/${user}`),
    );
    const policies =
      users.length === 0
        ? []
        : rolePolicy(this, "policy", {
            plan,
            role,
            name: "connect",
            nameParts,
            statements: [{ Sid: "Connect", Action: "rds-db:connect", Resource: users }],
          });
    return { role, policies };
  }

  /** In from the services that use the store, whose own stack adds the rules; out to the database alone. */
  private securityGroup({ plan, store, foundation, ...props }: DatabaseProxyProps): SecurityGroup {
    const name = resourceName(plan, [store.name, "proxy"], SECURITY_GROUP_NAME_MAX_LENGTH);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Proxy of the store ${store.name}`,
      vpcId: foundation.vpcId,
      tags: { Name: name },
    });
    tcpPath(this, {
      from: "proxy",
      to: "store",
      fromSecurityGroupId: group.id,
      toSecurityGroupId: props.storeSecurityGroupId,
      port: props.port,
      description: `Proxy to the store ${store.name}`,
    });
    return group;
  }
}

/** Database users of the services that use the store, each once. */
function usersOf({ services }: Plan, { name }: AuroraStore): readonly string[] {
  const users = services.filter(({ uses }) => uses.includes(name)).map((service) => databaseUser(service.name));
  return [...new Set(users)].sort();
}
