import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../../../model/maintenance-windows";
import type { AuroraStore } from "../../../model/plan";
import { wholeDays } from "../../../model/retention";
import { resourceName } from "../../core/names";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { storeLogGroup } from "../store-log-group";
import { auroraClusterName, auroraMembers } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSecurityGroup } from "../store-security-group";
import { storeSubject } from "../store-subject";
import { auroraInstances } from "./aurora-instances";
import { type ClusterOrigin, originArguments } from "./cluster-origin";
import { clusterParameters } from "./cluster-parameters";
import { DatabaseProxy } from "./database-proxy";
import { MonitoringRole } from "./monitoring-role";
import { performanceInsights } from "./performance-insights";
import { readerScaling } from "./reader-scaling";

const PORT = 5432;

/** RDS allows 255 characters for a subnet group (CreateDBSubnetGroup). */
const SUBNET_GROUP_NAME_MAX_LENGTH = 255;

export interface AuroraClusterProps extends StoreProps<AuroraStore> {
  readonly origin: ClusterOrigin;
}

/**
 * Aurora PostgreSQL Serverless v2 in the isolated subnets: encrypted, TLS only, restorable to any second of the
 * retention, its master password kept and rotated by Secrets Manager and never in Terraform's state.
 */
export class AuroraCluster extends Construct {
  readonly outputs: AuroraOutputs;
  readonly cluster: RdsCluster;
  readonly instances: readonly RdsClusterInstance[];

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const { plan, store, foundation } = props;
    const securityGroup = storeSecurityGroup(this, plan, store, foundation.vpcId);
    const cluster = this.addCluster(props, securityGroup.id);
    this.cluster = cluster;
    this.instances = auroraInstances(this, cluster, new MonitoringRole(this, "monitoring", { plan, store }), props);
    this.outputs = {
      engine: store.engine,
      name: store.name,
      securityGroupId: securityGroup.id,
      clusterIdentifier: auroraClusterName(plan, store),
      clusterArn: cluster.arn,
      clusterResourceId: cluster.clusterResourceId,
      endpoint: cluster.endpoint,
      readerEndpoint: cluster.readerEndpoint,
      port: PORT,
      database: store.database,
      instanceIdentifiers: auroraMembers(plan, store).map(({ name }) => name),
      maxCapacity: store.capacity.max,
      proxy:
        store.pooler === "none"
          ? null
          : new DatabaseProxy(this, "proxy", {
              ...props,
              cluster,
              instances: this.instances,
              storeSecurityGroupId: securityGroup.id,
              port: PORT,
            }).outputs,
      globalDatabase: null,
      masterSecret: null,
    };
    readerScaling(this, props, this.instances);
  }

  private addCluster(props: AuroraClusterProps, securityGroupId: string): RdsCluster {
    const { plan, store, foundation, origin } = props;
    const { keyArns } = foundation;
    const name = auroraClusterName(plan, store);
    const { config, ignored } = originArguments(origin, store, keyArns.data);
    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: store.engine,
      engineMode: "provisioned",
      ...config,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      port: PORT,
      serverlessv2ScalingConfiguration: { minCapacity: store.capacity.min, maxCapacity: store.capacity.max },
      dbSubnetGroupName: this.subnetGroup(props).name,
      vpcSecurityGroupIds: [securityGroupId],
      dbClusterParameterGroupName: clusterParameters(this, plan, store).name,
      iamDatabaseAuthenticationEnabled: true,
      // The Data API, guarded by IAM: the only way to create users and look inside without a host in the network.
      enableHttpEndpoint: true,
      storageEncrypted: true,
      kmsKeyId: keyArns.data,
      backupRetentionPeriod: wholeDays(store.backupRetention),
      preferredBackupWindow: BACKUP_WINDOW,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      // A cluster deleted by mistake can still be restored to a point in time while its backups last.
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      enabledCloudwatchLogsExports: ["postgresql"],
      // The advanced mode keeps 15 months and is charged by capacity; the standard one comes with the cluster.
      databaseInsightsMode: "standard",
      ...performanceInsights(keyArns.data),
      // Minor versions come by themselves in the maintenance window; a change of the plan's version is a decision
      // taken with the runbook, not a side effect of the next apply.
      lifecycle: { preventDestroy: true, ignoreChanges: ["engine_version", ...ignored] },
      dependsOn: [this.logGroup(props)],
    });
    provides(cluster, storeSubject(store), "database", "backup", "performance-insights");
    if (store.readers > 0) provides(cluster, storeSubject(store), "read-write-split");
    // RDS rotates the secrets that it manages every seven days (Aurora user guide, password management).
    if (config.manageMasterUserPassword) provides(cluster, storeSubject(store), "secret-rotation");
    playsRole(cluster, storeSubject(store), "aurora-cluster", { cluster: name, database: store.database });
    return cluster;
  }

  private subnetGroup({ plan, store, foundation }: StoreProps<AuroraStore>): DbSubnetGroup {
    return new DbSubnetGroup(this, "subnets", {
      name: resourceName(plan, [store.name], SUBNET_GROUP_NAME_MAX_LENGTH),
      description: `Isolated subnets of the store ${store.name}`,
      subnetIds: [...foundation.isolatedSubnetIds],
    });
  }

  private logGroup(props: StoreProps<AuroraStore>) {
    const name = `/aws/rds/cluster/${auroraClusterName(props.plan, props.store)}/postgresql`;
    const group = storeLogGroup(this, "log_group", name, props);
    playsRole(group, storeSubject(props.store), "log-group", { name });
    return group;
  }
}
