import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import { deploymentGroupName } from "../core/shared-names";
import type { AsgOutputs, ServiceOutputs } from "../core/stack-outputs";
import type { Deployment } from "./deployment";
import { deploymentConfigName } from "./deployment-config";
import { instanceBundle } from "./instance-bundle";
import { ServiceRole } from "./service-role";

export interface InstanceDeploymentProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly outputs: ServiceOutputs;
  readonly group: AsgOutputs;
}

/**
 * CodeDeploy in place on a service's Auto Scaling group: each instance leaves the load balancer, restarts with the new
 * image, proves healthy and returns. A failure or a deployment alarm brings the last good image back. Instances that
 * the group adds later get the last good image too.
 */
export class InstanceDeployment extends Construct {
  readonly deployment: Deployment;

  constructor(scope: Construct, id: string, props: InstanceDeploymentProps) {
    super(scope, id);
    const { plan, service } = props;
    const name = deploymentGroupName(plan, service.name);
    const app = new CodedeployApp(this, "app", { name, computePlatform: "Server", tags: { service: service.name } });
    const configName = deploymentConfigName(this, plan, service);
    const group = this.deploymentGroup(props, app, configName);
    provides(group, serviceSubject(service), "deployment-rollback");
    playsRole(group, serviceSubject(service), "deployment-group", { application: name, group: name });
    this.deployment = {
      bundle: instanceBundle(plan, service),
      action: {
        provider: "CodeDeploy",
        configuration: { ApplicationName: app.name, DeploymentGroupName: group.deploymentGroupName },
      },
      statements: pipelineStatements(plan, app, group, configName),
      rollsBackByPipeline: false,
    };
  }

  private deploymentGroup(props: InstanceDeploymentProps, app: CodedeployApp, configName: string) {
    const { plan, service, outputs, group } = props;
    const role = new ServiceRole(this, "service", {
      plan,
      service: service.name,
      purpose: "deployment",
      description: `CodeDeploy, deployments of ${service.name}`,
      assumedBy: "codedeploy.amazonaws.com",
      statements: codeDeployStatements(plan, outputs, group),
    });
    const alarms = [...outputs.deploymentAlarmNames];
    return new CodedeployDeploymentGroup(this, "group", {
      appName: app.name,
      deploymentGroupName: deploymentGroupName(plan, service.name),
      deploymentConfigName: configName,
      serviceRoleArn: role.arn,
      autoscalingGroups: [group.groupName],
      outdatedInstancesStrategy: "UPDATE",
      ...trafficControl(outputs),
      alarmConfiguration: { enabled: alarms.length > 0, alarms, ignorePollAlarmFailure: false },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", ...(alarms.length > 0 ? ["DEPLOYMENT_STOP_ON_ALARM"] : [])],
      },
      tags: { service: service.name },
      dependsOn: [role.policy],
    });
  }
}

function trafficControl({ targetGroup }: ServiceOutputs) {
  if (targetGroup === null) {
    return { deploymentStyle: { deploymentType: "IN_PLACE", deploymentOption: "WITHOUT_TRAFFIC_CONTROL" } };
  }
  return {
    deploymentStyle: { deploymentType: "IN_PLACE", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    loadBalancerInfo: { targetGroupInfo: [{ name: targetGroup.name }] },
  };
}

/**
 * The part of AWSCodeDeployRole that in-place deployments use, on this service's group alone: the managed policy may
 * also create and delete any Auto Scaling group and terminate any instance, for blue/green fleets.
 */
function codeDeployStatements(
  plan: Plan,
  { targetGroup }: ServiceOutputs,
  { groupName }: AsgOutputs,
): readonly Statement[] {
  return [
    {
      Sid: "ManageLifecycleHook",
      Action: [
        "autoscaling:CompleteLifecycleAction",
        "autoscaling:DeleteLifecycleHook",
        "autoscaling:PutLifecycleHook",
        "autoscaling:RecordLifecycleActionHeartbeat",
        "autoscaling:ResumeProcesses",
        "autoscaling:SuspendProcesses",
      ],
      // The middle part is an id that AWS gives the group.
      Resource: planArn(plan, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${groupName}`),
    },
    // Reading calls that AWS has no resource for.
    {
      Sid: "FindInstancesAndAlarms",
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeLifecycleHooks",
        "cloudwatch:DescribeAlarms",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstances",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "tag:GetResources",
      ],
      Resource: "*",
    },
    ...(targetGroup === null
      ? []
      : [
          {
            Sid: "MoveTraffic",
            Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
            Resource: targetGroup.arn,
          },
        ]),
  ];
}

function pipelineStatements(
  plan: Plan,
  app: CodedeployApp,
  group: CodedeployDeploymentGroup,
  configName: string,
): readonly Statement[] {
  return [
    {
      Sid: "RegisterRevision",
      Action: [
        "codedeploy:GetApplication",
        "codedeploy:GetApplicationRevision",
        "codedeploy:RegisterApplicationRevision",
      ],
      Resource: app.arn,
    },
    { Sid: "Deploy", Action: ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"], Resource: group.arn },
    {
      Sid: "ReadDeploymentConfig",
      Action: "codedeploy:GetDeploymentConfig",
      Resource: planArn(plan, "codedeploy", `deploymentconfig:${configName}`),
    },
  ];
}
