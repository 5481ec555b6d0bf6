import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import { instanceArchitecture } from "./instance-architecture";

/** A launch template's name: 128 characters (EC2 API reference). */
const NAME_MAX_LENGTH = 128;

/** GiB: Amazon Linux needs 8; the rest holds two versions of an image and temporary files. */
const VOLUME_SIZE_GIB = 30;

export interface LaunchTemplateProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly securityGroupIds: readonly string[];
  readonly instanceProfileArn: string;
  readonly dataKeyArn: string;
  readonly userData: string;
  /** Tags of the instances and their volumes: the provider's default tags do not reach what AWS launches. */
  readonly tags: Readonly<Record<string, string>>;
}

/** How an instance of a service is made. A newer Amazon Linux shows up in the next plan and is rolled through. */
export function launchTemplate(scope: Construct, props: LaunchTemplateProps): LaunchTemplate {
  const { plan, service } = props;
  const image = new DataAwsSsmParameter(scope, "machine_image", {
    name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${instanceArchitecture(service.instanceType)}`,
  });
  return new LaunchTemplate(scope, "launch_template", {
    name: resourceName(plan, [service.name], NAME_MAX_LENGTH),
    updateDefaultVersion: true,
    // The plain value: the parameter is public, and a sensitive one would hide the template in every review.
    imageId: image.insecureValue,
    instanceType: service.instanceType,
    iamInstanceProfile: { arn: props.instanceProfileArn },
    vpcSecurityGroupIds: [...props.securityGroupIds],
    userData: props.userData,
    ebsOptimized: "true",
    monitoring: { enabled: true },
    metadataOptions: {
      httpEndpoint: "enabled",
      // Session tokens only; the second hop is the container's network, where the service asks for its role.
      httpTokens: "required",
      httpPutResponseHopLimit: 2,
    },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          volumeSize: VOLUME_SIZE_GIB,
          encrypted: "true",
          kmsKeyId: props.dataKeyArn,
          deleteOnTermination: "true",
        },
      },
    ],
    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
      resourceType,
      tags: { ...props.tags },
    })),
    tags: { service: service.name },
  });
}
