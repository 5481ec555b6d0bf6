import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import type { Statement } from "../core/policy";
import type { FoundationOutputs } from "../core/stack-outputs";
import { BuildProject } from "./build-project";
import { imageBuildspec } from "./buildspec/image-buildspec";
import type { ImageRepository } from "./image-repository";

const TIMEOUT_MINUTES = 60;

export interface ImageProjectProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly repository: ImageRepository;
  /** Commands that write what the deployment reads. */
  readonly bundle: readonly string[];
}

/** The step that builds, pushes and scans a commit's image. */
export function imageProject(scope: Construct, props: ImageProjectProps): BuildProject {
  const { plan, service, repository } = props;
  const { account, region } = plan.environment;
  return new BuildProject(scope, "build", {
    plan,
    service,
    foundation: props.foundation,
    step: "build",
    description: `Builds, pushes and scans the image of ${service.name}`,
    buildspec: imageBuildspec({ service: service.family, bundle: props.bundle }),
    variables: { REGISTRY: `${account}.dkr.ecr.${region}.amazonaws.com`, REPOSITORY: repository.repositoryName },
    privileged: true,
    timeoutMinutes: TIMEOUT_MINUTES,
    statements: pushStatements(repository.arn),
    capability: "image-scan",
  });
}

function pushStatements(repositoryArn: string): readonly Statement[] {
  return [
    // A registry-wide token: AWS knows no resource for it.
    { Sid: "LogInToRegistry", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "PushAndScanImages",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:DescribeImageScanFindings",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: repositoryArn,
    },
  ];
}
