import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../../../model/maintenance-windows";
import type { RedisStore } from "../../../model/plan";
import { wholeDays } from "../../../model/retention";
import { resourceName } from "../../core/names";
import type { RedisOutputs } from "../../core/stack-outputs";
import { redisGroupName, redisMemberNames } from "../store-names";
import type { StoreProps } from "../store-props";
import { storeSecurityGroup } from "../store-security-group";
import { storeSubject } from "../store-subject";
import { redisLogs } from "./redis-logs";
import { redisParameters } from "./redis-parameters";
import { RedisUsers } from "./redis-users";

const PORT = 6379;

/** ElastiCache allows 255 characters for a subnet group (CreateCacheSubnetGroup). */
const SUBNET_GROUP_NAME_MAX_LENGTH = 255;

/** Redis in the isolated subnets: encrypted, TLS only, entered by IAM, over several zones as soon as it has replicas. */
export class RedisGroup extends Construct {
  readonly outputs: RedisOutputs;

  constructor(scope: Construct, id: string, props: StoreProps<RedisStore>) {
    super(scope, id);
    const { plan, store, foundation } = props;
    const securityGroup = storeSecurityGroup(this, plan, store, foundation.vpcId);
    const users = new RedisUsers(this, "user", { plan, store });
    const group = this.group(props, securityGroup.id, users.groupId);
    this.outputs = {
      engine: store.engine,
      name: store.name,
      securityGroupId: securityGroup.id,
      replicationGroupId: redisGroupName(plan, store),
      replicationGroupArn: group.arn,
      primaryEndpoint: group.primaryEndpointAddress,
      readerEndpoint: group.readerEndpointAddress,
      port: PORT,
      iamUserId: users.iamUserId,
      iamUserArn: users.iamUserArn,
      memberClusterIds: redisMemberNames(plan, store),
    };
  }

  private group(
    props: StoreProps<RedisStore>,
    securityGroupId: string,
    userGroupId: string,
  ): ElasticacheReplicationGroup {
    const { plan, store, foundation } = props;
    const name = redisGroupName(plan, store);
    const snapshotDays = wholeDays(store.snapshotRetention);
    const replicated = store.replicas > 0;
    const group = new ElasticacheReplicationGroup(this, "group", {
      replicationGroupId: name,
      description: `${plan.name} ${plan.environment.name}: ${store.name}`,
      engine: store.engine,
      engineVersion: store.version,
      nodeType: store.nodeType,
      numCacheClusters: store.replicas + 1,
      // Both need a replica to fall over to.
      automaticFailoverEnabled: replicated,
      multiAzEnabled: replicated,
      port: PORT,
      subnetGroupName: this.subnetGroup(props).name,
      securityGroupIds: [securityGroupId],
      parameterGroupName: redisParameters(this, plan, store).name,
      userGroupIds: [userGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: foundation.keyArns.data,
      autoMinorVersionUpgrade: "true",
      applyImmediately: false,
      maintenanceWindow: MAINTENANCE_WINDOW,
      snapshotRetentionLimit: snapshotDays,
      snapshotWindow: BACKUP_WINDOW,
      finalSnapshotIdentifier: `${name}-final`,
      logDeliveryConfiguration: redisLogs(this, props),
      lifecycle: { preventDestroy: true },
    });
    provides(group, storeSubject(store), "cache", ...(snapshotDays > 0 ? (["backup"] as const) : []));
    playsRole(group, storeSubject(store), "redis-group", { group: name });
    return group;
  }

  private subnetGroup({ plan, store, foundation }: StoreProps<RedisStore>): ElasticacheSubnetGroup {
    return new ElasticacheSubnetGroup(this, "subnets", {
      name: resourceName(plan, [store.name], SUBNET_GROUP_NAME_MAX_LENGTH),
      description: `Isolated subnets of the store ${store.name}`,
      subnetIds: [...foundation.isolatedSubnetIds],
    });
  }
}
