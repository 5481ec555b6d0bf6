import { EcsService, type EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { isFurtherCell } from "../../model/cells/cell-names";
import type { Plan, Service } from "../../model/plan";
import { hasFaultAgent } from "../../model/resilience/fault-agent";
import { resourceName } from "../core/names";
import { serviceLogGroupName } from "../core/shared-names";
import type { FoundationOutputs, ServiceOutputs, StoreOutputs } from "../core/stack-outputs";
import { standsBy } from "../core/stands-by";
import type { Cluster } from "./cluster";
import { containerDefinition } from "./container-definition";
import { deploymentAlarms } from "./deployment-alarms";
import { ecsDeployment, ecsLoadBalancer } from "./ecs-deployment";
import { type EcsRoles, ecsRoles, trafficShiftRole } from "./ecs-roles";
import { FargateScaling } from "./fargate-scaling";
import { type FaultAgent, faultAgent, faultAgentContainer } from "./fault-agent";
import { portOf } from "./private-ingress/ingress-port";
import type { ServiceIngress } from "./private-ingress/service-ingress";
import { PublicRoute, type PublicRouteProps } from "./public-route";
import { serviceLogGroup } from "./service-log-group";
import { ServiceNetwork } from "./service-network";
import { serviceSubject } from "./service-subject";
import { storeEnvironment } from "./store-environment";
import type { ValidationHookOutputs } from "./validation/validation-hook";

/** An ECS service's and a task family's name: 255 characters (ECS API reference). */
const ECS_NAME_MAX_LENGTH = 255;

export type RouteInputs = Pick<PublicRouteProps, "loadBalancer" | "httpsListenerArn" | "testListenerArn" | "rules">;

export interface FargateServiceProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: FoundationOutputs;
  readonly stores: readonly StoreOutputs[];
  readonly cluster: Cluster;
  readonly internalSecurityGroupId: string;
  /** null for a service that the load balancer does not reach. */
  readonly route: RouteInputs | null;
  /** Where the plan's private way in leads to the service; never beside a route. */
  readonly ingress?: ServiceIngress | undefined;
  /** What asks new versions for answers; null where nothing does. */
  readonly validation: ValidationHookOutputs | null;
}

/** A service of the plan on Fargate, with all that belongs to it alone. */
export class FargateService extends Construct {
  readonly outputs: ServiceOutputs;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { plan, service, foundation, stores, cluster } = props;
    const name = resourceName(plan, [service.name], ECS_NAME_MAX_LENGTH);
    const logGroup = serviceLogGroup(this, plan, service, foundation.keyArns.logs);
    const agent = hasFaultAgent(plan, service) ? faultAgent(this, plan, service) : null;
    const roles = ecsRoles(this, {
      plan,
      service,
      stores,
      logGroupArn: logGroup.arn,
      sessionLogGroupArn: cluster.sessionLogGroupArn,
      logsKeyArn: foundation.keyArns.logs,
      dataKeyArn: foundation.keyArns.data,
      vpcId: foundation.vpcId,
      faultAgent: agent,
    });
    const network = this.network(props);
    const route = this.route(props);
    const built = outputsOf(props, { name, route, roles });
    const alarmNames = deploymentAlarms(this, {
      plan,
      service,
      targets: route,
      workers: ecsWorkers(cluster.clusterName, name),
      sources: {
        outputs: built,
        loadBalancer: route === null ? null : route.loadBalancer,
        distributionId: null,
        stores,
      },
    });
    const task = this.task(props, { family: name, logGroupName: logGroup.name, roles, agent });
    const ecsService = this.service(props, { name, network, route, alarmNames, task, roles });
    new FargateScaling(this, "scaling", {
      plan,
      service,
      stores,
      targets: route,
      clusterName: cluster.clusterName,
      serviceName: name,
      ecsService,
    });
    this.outputs = { ...built, deploymentAlarmNames: alarmNames };
  }

  private network(props: FargateServiceProps) {
    const { plan, service, foundation, stores, route, internalSecurityGroupId, ingress } = props;
    return new ServiceNetwork(this, "network", {
      plan,
      service,
      vpcId: foundation.vpcId,
      stores,
      loadBalancerSecurityGroupId: route === null ? null : route.loadBalancer.securityGroupId,
      internalSecurityGroupId,
      ingress,
    });
  }

  private route({ plan, service, foundation, route }: FargateServiceProps): PublicRoute | null {
    if (route === null) return null;
    return new PublicRoute(this, "route", { plan, service, vpcId: foundation.vpcId, ...route });
  }

  private task(
    { plan, service, stores }: FargateServiceProps,
    { family, logGroupName, roles, agent }: TaskParts,
  ): EcsTaskDefinition {
    const beside = agent === null ? [] : [faultAgentContainer(plan, agent.roleName, logGroupName)];
    const environment = { ...storeEnvironment(plan, service, stores), ...service.environment };
    return new EcsTaskDefinition(this, "task_definition", {
      family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(service.cpu),
      memory: String(service.memory),
      // What the images are built for is not in the plan; x86 is what public images always have.
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      containerDefinitions: JSON.stringify([
        containerDefinition({ plan, service, logGroupName, environment }),
        ...beside,
      ]),
      // What the FIS user guide asks for of tasks whose network an experiment may disturb.
      ...(agent === null ? {} : { pidMode: "task", enableFaultInjection: true }),
      // Earlier revisions stay, so that a roll back finds the one it needs.
      skipDestroy: true,
      tags: { service: service.name },
    });
  }

  private service(props: FargateServiceProps, parts: ServiceParts): EcsService {
    const { plan, service, foundation, cluster } = props;
    const { name, network, route, alarmNames, task, roles } = parts;
    const canary = route !== null && route.alternateTargetGroup !== null;
    const traffic = canary ? trafficShiftRole(this, plan, service) : null;
    const after: ITerraformDependable[] = [cluster.capacityProviders, ...roles.policies];
    if (route !== null) after.push(...route.listenerRules);
    if (route !== null && route.testRule !== null) after.push(route.testRule);
    if (traffic !== null) after.push(traffic.policy);
    if (props.validation !== null) after.push(...props.validation.after);
    if (props.ingress !== undefined) after.push(...props.ingress.after);
    const ecsService = new EcsService(this, "service", {
      name,
      cluster: cluster.arn,
      taskDefinition: task.arn,
      desiredCount: service.scaling.min,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      ...ecsDeployment({ plan, service, alarmNames, validation: props.validation }),
      availabilityZoneRebalancing: "ENABLED",
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // AWS FIS wants it off where its agent is.
      enableExecuteCommand: !hasFaultAgent(plan, service),
      networkConfiguration: {
        subnets: [...foundation.privateSubnetIds],
        securityGroups: [network.securityGroupId, props.internalSecurityGroupId],
        assignPublicIp: false,
      },
      serviceConnectConfiguration: this.serviceConnect(props),
      ...(route === null
        ? {}
        : {
            loadBalancer: [ecsLoadBalancer(service, route, traffic === null ? null : traffic.arn)],
            healthCheckGracePeriodSeconds: service.health.gracePeriod.seconds,
          }),
      ...privateTargets(props),
      tags: { service: service.name },
      lifecycle: { ignoreChanges: changedOutside(plan) },
      dependsOn: after,
    });
    provides(ecsService, serviceSubject(service), "compute", "deployment-rollback");
    if (props.validation !== null) provides(ecsService, serviceSubject(service), "deployment-hook");
    if (isFurtherCell(service)) provides(ecsService, serviceSubject(service), "cell");
    standsBy(ecsService, serviceSubject(service), plan);
    playsRole(ecsService, serviceSubject(service), "ecs-service", {
      cluster: cluster.clusterName,
      service: name,
      taskFamily: name,
      container: service.name,
    });
    return ecsService;
  }

  /** Every service may call the others of its cell by the names of the plan file; one with a port can be called. */
  private serviceConnect({ service, cluster }: FargateServiceProps) {
    const { name, family, port } = service;
    const client = { enabled: true, namespace: cluster.namespaceOf(service) };
    if (port === null) return client;
    const clientAlias = { dnsName: family, port };
    return { ...client, service: [{ portName: name, discoveryName: family, clientAlias }] };
  }
}

/** What the service is known by, before the alarms that watch it have names. */
function outputsOf(
  { plan, service, cluster }: FargateServiceProps,
  { name, route, roles }: Pick<ServiceParts, "name" | "route" | "roles">,
): ServiceOutputs {
  return {
    name: service.name,
    logGroupName: serviceLogGroupName(plan, service.name),
    deploymentAlarmNames: [],
    targetGroup: route === null ? null : route.targetGroup,
    alternateTargetGroup: route === null ? null : route.alternateTargetGroup,
    compute: {
      runtime: "ecs-fargate",
      clusterName: cluster.clusterName,
      serviceName: name,
      taskFamily: name,
      containerName: service.name,
      taskRoleArn: roles.taskRoleArn,
      executionRoleArn: roles.executionRoleArn,
    },
  };
}

/** The service's place behind the private way in. */
function privateTargets({ ingress, service }: FargateServiceProps): Partial<EcsServiceConfig> {
  switch (ingress?.kind) {
    case undefined:
      return {};
    case "load-balancer":
      return {
        loadBalancer: [
          { containerName: service.name, containerPort: portOf(service), targetGroupArn: ingress.targetGroupArn },
        ],
        healthCheckGracePeriodSeconds: service.health.gracePeriod.seconds,
      };
    case "vpc-lattice":
      return {
        vpcLatticeConfigurations: [
          { portName: service.name, roleArn: ingress.roleArn, targetGroupArn: ingress.targetGroupArn },
        ],
      };
  }
}

interface TaskParts {
  readonly family: string;
  readonly logGroupName: string;
  readonly roles: EcsRoles;
  readonly agent: FaultAgent | null;
}

interface ServiceParts {
  readonly name: string;
  readonly network: ServiceNetwork;
  readonly route: PublicRoute | null;
  readonly alarmNames: readonly string[];
  readonly task: EcsTaskDefinition;
  readonly roles: EcsRoles;
}

/**
 * What Terraform leaves alone: scaling sets the number of tasks. A pipeline registers a revision for each build, which
 * an apply would otherwise replace by the plan's first image; in the recovery region it moves a tag instead.
 */
function changedOutside({ delivery, environment }: Plan): string[] {
  const revised = delivery.source !== null && environment.site === "primary";
  return revised ? ["desired_count", "task_definition"] : ["desired_count"];
}

function ecsWorkers(clusterName: string, serviceName: string) {
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
  return {
    cpu: { namespace: "AWS/ECS", metricName: "CPUUtilization", dimensions },
    desired: { namespace: "ECS/ContainerInsights", metricName: "DesiredTaskCount", dimensions },
    running: { namespace: "ECS/ContainerInsights", metricName: "RunningTaskCount", dimensions },
  };
}
