import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan, Service } from "../../model/plan";
import { serviceSubject } from "../compute/service-subject";
import { planArn } from "../core/names";
import { regionArgument } from "../core/region-argument";
import { DEPLOYED_TAG, imageRepositoryName } from "../core/shared-names";
import { keptImages } from "./image-lifecycle";

export interface StandbyImagesProps {
  readonly plan: Plan;
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  readonly service: Service;
}

/**
 * A service's images in the recovery region, which must not be lost with the plan's own. Tags stand for one image for
 * good, but for the one that says which was deployed last. It belongs to the delivery stack, so that it stands before a
 * disaster even where nothing else does; hence AWS's own key, since a cold standby has no other.
 */
export class StandbyImages extends Construct {
  /** A literal. */
  readonly repositoryName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { plan, there, service }: StandbyImagesProps) {
    super(scope, id);
    const { region } = there.environment;
    this.repositoryName = imageRepositoryName(there, service.name);
    this.arn = planArn(there, "ecr", `repository/${this.repositoryName}`);
    const repository = new EcrRepository(this, "repository", {
      ...regionArgument(plan, region),
      name: this.repositoryName,
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilter: [{ filter: DEPLOYED_TAG, filterType: "WILDCARD" }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS" }],
      forceDelete: false,
      lifecycle: { preventDestroy: true },
      tags: { service: service.name },
    });
    new EcrLifecyclePolicy(this, "lifecycle_policy", {
      ...regionArgument(plan, region),
      repository: repository.name,
      policy: keptImages([DEPLOYED_TAG]),
    });
    provides(repository, serviceSubject(service), "standby");
    playsRole(repository, serviceSubject(service), "standby-image-repository", { name: this.repositoryName, region });
  }
}
