import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import type { FoundationOutputs } from "../core/stack-outputs";
import { BuildProject } from "./build-project";
import { refreshEcsService, refreshInstances, standbyBuildspec } from "./buildspec/standby-buildspec";
import { ecsServiceArn } from "./ecs-service-arn";
import type { ImageRepository } from "./image-repository";
import { StandbyImages } from "./standby-images";
import type { StandbyTarget } from "./standby-target";

/** Copying an image takes minutes; waiting for the service there up to ten. */
const TIMEOUT_MINUTES = 30;

export interface StandbyProjectProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly repository: ImageRepository;
  readonly target: StandbyTarget;
}

/** The step that brings a deployed image to the recovery region, and what runs there to that image. */
export function standbyProject(scope: Construct, props: StandbyProjectProps): BuildProject {
  const { plan, service, foundation, repository, target } = props;
  const { there, compute } = target;
  const images = new StandbyImages(scope, "standby_images", { plan, there, service });
  return new BuildProject(scope, "standby", {
    plan,
    service,
    foundation,
    step: "standby",
    description: `Brings the deployed image of ${service.name} to ${there.environment.region}`,
    buildspec: standbyBuildspec({ refresh: compute === null ? [] : [refresh(compute)] }),
    variables: {
      REGISTRY: registry(plan),
      REPOSITORY: repository.repositoryName,
      STANDBY_REGION: there.environment.region,
      STANDBY_REGISTRY: registry(there),
      STANDBY_REPOSITORY: images.repositoryName,
    },
    privileged: true,
    timeoutMinutes: TIMEOUT_MINUTES,
    statements: [...copyStatements(repository.arn, images.arn), ...refreshStatements(target)],
    capability: "standby",
  });
}

function registry({ environment: { account, region } }: Plan): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

function refresh(compute: NonNullable<StandbyTarget["compute"]>): string {
  return compute.runtime === "ec2-asg"
    ? refreshInstances(compute.groupName)
    : refreshEcsService(compute.clusterName, compute.serviceName);
}

function copyStatements(fromArn: string, toArn: string): readonly Statement[] {
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return [
    // A registry-wide token: AWS knows no resource for it.
    { Sid: "LogInToRegistries", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    { Sid: "PullImages", Action: pull, Resource: fromArn },
    {
      Sid: "PushImages",
      Action: [
        ...pull,
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: toArn,
    },
  ];
}

function refreshStatements({ there, compute }: StandbyTarget): readonly Statement[] {
  if (compute === null) return [];
  if (compute.runtime === "ecs-fargate") {
    return [
      {
        Sid: "RefreshStandby",
        Action: ["ecs:DescribeServices", "ecs:UpdateService"],
        Resource: ecsServiceArn(there, compute),
      },
    ];
  }
  return [
    {
      Sid: "RefreshStandby",
      Action: "autoscaling:StartInstanceRefresh",
      // The middle part is an id that AWS gives the group.
      Resource: planArn(there, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${compute.groupName}`),
    },
    // AWS has no resource for reading groups.
    { Sid: "CountInstances", Action: "autoscaling:DescribeAutoScalingGroups", Resource: "*" },
  ];
}
