import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import { Construct } from "constructs";
import { playsRole } from "../../evidence/declare";
import type { Subject } from "../../evidence/evidence";
import { isFurtherCell } from "../../model/cells/cell-names";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import { ecsClusterName } from "../core/shared-names";

const SUBJECT: Subject = { kind: "plan", name: "compute" };

export interface ClusterProps {
  readonly plan: Plan;
  readonly logsKeyArn: string;
}

/** The plan's ECS cluster: Fargate, Container Insights, logged sessions into containers, and a Service Connect namespace. */
export class Cluster extends Construct {
  /** A literal. */
  readonly clusterName: string;
  readonly arn: string;
  private readonly namespaceArn: string;
  /** By number of the cell. */
  private readonly cellNamespaceArns: ReadonlyMap<number, string>;
  readonly sessionLogGroupArn: string;
  /** Capacity providers must be there before a service asks for one. */
  readonly capacityProviders: EcsClusterCapacityProviders;

  constructor(scope: Construct, id: string, { plan, logsKeyArn }: ClusterProps) {
    super(scope, id);
    this.clusterName = ecsClusterName(plan);
    const sessions = new CloudwatchLogGroup(this, "session_log_group", {
      // The `_` keeps it apart from every service's log group.
      name: `/opsplan/${plan.name}/${plan.environment.name}/execute_command`,
      retentionInDays: plan.observability.logRetentionDays,
      kmsKeyId: logsKeyArn,
    });
    this.sessionLogGroupArn = sessions.arn;
    const namespace = new ServiceDiscoveryHttpNamespace(this, "namespace", {
      // Cloud Map: 1,024 characters.
      name: resourceName(plan, [], 255),
      description: `Services of ${plan.name} in ${plan.environment.name}`,
    });
    this.namespaceArn = namespace.arn;
    this.cellNamespaceArns = new Map(furtherCells(plan).map((cell) => [cell, this.cellNamespace(plan, cell)]));
    const cluster = this.ecsCluster(logsKeyArn, sessions, namespace);
    this.arn = cluster.arn;
    this.capacityProviders = new EcsClusterCapacityProviders(this, "capacity_providers", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      // On demand unless a service says otherwise: Spot may take a task away with two minutes' notice.
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
  }

  /**
   * The namespace in which a service is known and knows others: each further cell has its own, so that one name leads to
   * the service of the caller's cell.
   */
  namespaceOf({ cell }: Pick<Service, "cell">): string {
    return cell === null ? this.namespaceArn : (this.cellNamespaceArns.get(cell) ?? this.namespaceArn);
  }

  private cellNamespace(plan: Plan, cell: number): string {
    const namespace = new ServiceDiscoveryHttpNamespace(this, `namespace_${cell}`, {
      // The `_` keeps it apart from the namespace of a plan or environment that ends so.
      name: `${resourceName(plan, [], 250)}_${cell}`,
      description: `Services of ${plan.name} in ${plan.environment.name}, cell ${cell}`,
    });
    return namespace.arn;
  }

  private ecsCluster(
    logsKeyArn: string,
    sessions: CloudwatchLogGroup,
    namespace: ServiceDiscoveryHttpNamespace,
  ): EcsCluster {
    const cluster = new EcsCluster(this, "cluster", {
      name: this.clusterName,
      // Enhanced adds metrics by task and container; the task counts behind alarms and scaling come from it.
      setting: [{ name: "containerInsights", value: "enhanced" }],
      configuration: {
        // Task storage keeps the key that Fargate owns: a customer's key needs a statement for Fargate in its policy,
        // which a key that exists already does not have, and without which no task starts.
        executeCommandConfiguration: {
          kmsKeyId: logsKeyArn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: sessions.name },
        },
      },
      serviceConnectDefaults: { namespace: namespace.arn },
    });
    playsRole(cluster, SUBJECT, "ecs-cluster", { cluster: this.clusterName });
    return cluster;
  }
}

/** Cells after the first that have a container, by number. */
function furtherCells({ services }: Plan): readonly number[] {
  const members = services.filter((service) => service.runtime === "ecs-fargate" && isFurtherCell(service));
  return [...new Set(members.flatMap(({ cell }) => (cell === null ? [] : [cell])))];
}
