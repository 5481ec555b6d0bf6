import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { isFurtherCell } from "../../model/cells/cell-names";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import { defaultTags } from "../core/opsplan-stack";
import { serviceLogGroupName } from "../core/shared-names";
import type { FoundationOutputs, ServiceOutputs, StoreOutputs } from "../core/stack-outputs";
import { standsBy } from "../core/stands-by";
import { deploymentAlarms } from "./deployment-alarms";
import type { RouteInputs } from "./fargate-service";
import { type InstanceRole, instanceRole } from "./instance-role";
import { InstanceScaling } from "./instance-scaling";
import { launchTemplate } from "./launch-template";
import { PublicRoute } from "./public-route";
import { serviceLogGroup } from "./service-log-group";
import { ServiceNetwork } from "./service-network";
import { serviceSubject } from "./service-subject";
import { storeEnvironment } from "./store-environment";
import { userData } from "./user-data";
import { warmPoolArguments, warmPoolHook, warmPoolMetrics } from "./warm-pool";

/** An Auto Scaling group's name: 255 characters (EC2 Auto Scaling API reference). */
const GROUP_NAME_MAX_LENGTH = 255;

/** Seconds from launch to a running container: Docker, the image, the CodeDeploy agent. Before the plan's own grace. */
const BOOT_SECONDS = 300;

/** Two weeks: no instance outlives two rounds of weekly Amazon Linux releases. AWS takes 1 to 365 days. */
const MAX_INSTANCE_LIFETIME_SECONDS = 1_209_600;

export interface InstanceServiceProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: FoundationOutputs;
  readonly stores: readonly StoreOutputs[];
  readonly internalSecurityGroupId: string;
  /** null for a service that the load balancer does not reach. */
  readonly route: RouteInputs | null;
}

/** A service of the plan on EC2 instances of its own, with all that belongs to it alone. */
export class InstanceService extends Construct {
  readonly outputs: ServiceOutputs;

  constructor(scope: Construct, id: string, props: InstanceServiceProps) {
    super(scope, id);
    const { plan, service, foundation, stores } = props;
    const groupName = resourceName(plan, [service.name], GROUP_NAME_MAX_LENGTH);
    const logGroup = serviceLogGroup(this, plan, service, foundation.keyArns.logs);
    const role = instanceRole(this, { plan, service, stores, foundation, logGroupArn: logGroup.arn });
    const route = this.route(props);
    const built: ServiceOutputs = {
      name: service.name,
      logGroupName: serviceLogGroupName(plan, service.name),
      deploymentAlarmNames: [],
      targetGroup: route === null ? null : route.targetGroup,
      alternateTargetGroup: null,
      compute: { runtime: "ec2-asg", groupName, instanceRoleName: role.name, instanceRoleArn: role.arn },
    };
    const alarmNames = deploymentAlarms(this, {
      plan,
      service,
      targets: route,
      workers: groupWorkers(groupName),
      sources: {
        outputs: built,
        loadBalancer: route === null ? null : route.loadBalancer,
        distributionId: null,
        stores,
      },
    });
    const group = this.group(props, groupName, this.template(props, role), { role, route, alarmNames });
    new InstanceScaling(this, "scaling", { plan, service, stores, targets: route, group, groupName });
    this.outputs = { ...built, deploymentAlarmNames: alarmNames };
  }

  private route({ plan, service, foundation, route }: InstanceServiceProps): PublicRoute | null {
    if (route === null) return null;
    return new PublicRoute(this, "route", { plan, service, vpcId: foundation.vpcId, ...route });
  }

  private template(props: InstanceServiceProps, role: InstanceRole): LaunchTemplate {
    const { plan, service, foundation, stores, route, internalSecurityGroupId } = props;
    const network = new ServiceNetwork(this, "network", {
      plan,
      service,
      vpcId: foundation.vpcId,
      stores,
      loadBalancerSecurityGroupId: route === null ? null : route.loadBalancer.securityGroupId,
      internalSecurityGroupId,
    });
    return launchTemplate(this, {
      plan,
      service,
      securityGroupIds: [network.securityGroupId, internalSecurityGroupId],
      instanceProfileArn: role.profileArn,
      dataKeyArn: foundation.keyArns.data,
      userData: userData(this, {
        plan,
        service,
        logGroupName: serviceLogGroupName(plan, service.name),
        environment: { ...storeEnvironment(plan, service, stores), ...service.environment },
      }),
      tags: instanceTags(plan, service),
    });
  }

  private group(
    { plan, service, foundation }: InstanceServiceProps,
    name: string,
    template: LaunchTemplate,
    { role, route, alarmNames }: GroupParts,
  ): AutoscalingGroup {
    const warmup = BOOT_SECONDS + service.health.gracePeriod.seconds;
    const group = new AutoscalingGroup(this, "group", {
      name,
      minSize: service.scaling.min,
      maxSize: service.scaling.max,
      vpcZoneIdentifier: [...foundation.privateSubnetIds],
      launchTemplate: { id: template.id, version: `${template.latestVersion}` },
      ...(route === null ? {} : { targetGroupArns: [route.targetGroup.arn] }),
      healthCheckType: route === null ? "EC2" : "ELB",
      healthCheckGracePeriod: warmup,
      defaultInstanceWarmup: warmup,
      maxInstanceLifetime: MAX_INSTANCE_LIFETIME_SECONDS,
      // An apply does not wait for the service: its first image may not answer health checks yet.
      waitForCapacityTimeout: "0",
      metricsGranularity: "1Minute",
      enabledMetrics: [...GROUP_METRICS, ...warmPoolMetrics(service)],
      ...warmPoolArguments(plan, service),
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 90,
          instanceWarmup: String(warmup),
          skipMatching: true,
          autoRollback: true,
          alarmSpecification: { alarms: [...alarmNames] },
        },
      },
      tag: Object.entries(instanceTags(plan, service)).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      lifecycle: { ignoreChanges: setByScaling(plan, service) },
      dependsOn: [...role.policies],
    });
    warmPoolHook(this, plan, service, group);
    provides(group, serviceSubject(service), "compute");
    if (isFurtherCell(service)) provides(group, serviceSubject(service), "cell");
    standsBy(group, serviceSubject(service), plan);
    playsRole(group, serviceSubject(service), "auto-scaling-group", { group: name });
    return group;
  }
}

interface GroupParts {
  readonly role: InstanceRole;
  readonly route: PublicRoute | null;
  readonly alarmNames: readonly string[];
}

/**
 * What Terraform leaves alone: scaling sets the number of instances, and schedules both bounds. An apply between two
 * of them would take capacity away in the middle of a peak. A failover sets all three in the recovery region.
 */
function setByScaling({ environment }: Plan, { scaling }: Service): string[] {
  const moved = scaling.schedules.length > 0 || environment.site === "recovery";
  return moved ? ["desired_capacity", "min_size", "max_size"] : ["desired_capacity"];
}

function instanceTags(plan: Plan, service: Service): Readonly<Record<string, string>> {
  const kind = plan.environment.site === "recovery" ? "standby" : "services";
  return { ...defaultTags(plan, kind), service: service.name, Name: resourceName(plan, [service.name], 255) };
}

function groupWorkers(groupName: string) {
  const dimensions = { AutoScalingGroupName: groupName };
  return {
    cpu: { namespace: "AWS/EC2", metricName: "CPUUtilization", dimensions },
    desired: { namespace: "AWS/AutoScaling", metricName: "GroupDesiredCapacity", dimensions },
    running: { namespace: "AWS/AutoScaling", metricName: "GroupInServiceInstances", dimensions },
  };
}

/** All group metrics but those of warm pools. They cost nothing. */
const GROUP_METRICS = [
  "GroupDesiredCapacity",
  "GroupInServiceCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingCapacity",
  "GroupPendingInstances",
  "GroupStandbyCapacity",
  "GroupStandbyInstances",
  "GroupTerminatingCapacity",
  "GroupTerminatingInstances",
  "GroupTotalCapacity",
  "GroupTotalInstances",
] as const;
