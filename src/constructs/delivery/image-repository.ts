import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { imageRepositoryName } from "../core/shared-names";
import { keptImages } from "./image-lifecycle";

export interface ImageRepositoryProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly artifactsKeyArn: string;
}

/**
 * Where a service's images are: a tag stands for one image for good, each image is scanned when it is pushed. No
 * repository policy: roles of the account reach it by their own.
 */
export class ImageRepository extends Construct {
  /** A literal. */
  readonly repositoryName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { plan, service, artifactsKeyArn }: ImageRepositoryProps) {
    super(scope, id);
    this.repositoryName = imageRepositoryName(plan, service.name);
    const repository = new EcrRepository(this, "repository", {
      name: this.repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: artifactsKeyArn }],
      forceDelete: false,
      lifecycle: { preventDestroy: true },
      tags: { service: service.name },
    });
    this.arn = repository.arn;
    new EcrLifecyclePolicy(this, "lifecycle_policy", { repository: repository.name, policy: keptImages([]) });
    provides(repository, serviceSubject(service), "image-scan");
    playsRole(repository, serviceSubject(service), "image-repository", { name: this.repositoryName });
  }
}
