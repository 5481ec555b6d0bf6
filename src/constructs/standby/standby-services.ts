import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { planServices } from "../compute/plan-services";
import { DEPLOYED_TAG, imageRepositoryName } from "../core/shared-names";
import type { DataOutputs, FoundationOutputs, ServicesOutputs } from "../core/stack-outputs";
import { regionalWebAcl } from "../edge/regional-web-acl";

export interface StandbyServicesProps {
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
}

/** Load balancer, cluster and services of the recovery region, built as those of the plan's own. */
export function standbyServices(scope: Construct, { there, foundation, data }: StandbyServicesProps): ServicesOutputs {
  const services = planServices(scope, { plan: withDeployedImages(there), foundation, data });
  if (services.loadBalancer !== null) {
    regionalWebAcl(scope, "web_acl", {
      plan: there,
      loadBalancerArn: services.loadBalancer.arn,
      logsKeyArn: foundation.keyArns.logs,
      testAddresses: [],
    });
  }
  return services;
}

/**
 * Where a pipeline deploys, the plan's own image is only what ran before the first build: here runs what the pipeline
 * deployed last, by the tag that it moves.
 */
function withDeployedImages(there: Plan): Plan {
  if (there.delivery.source === null) return there;
  return { ...there, services: there.services.map((service) => withDeployedImage(there, service)) };
}

function withDeployedImage(there: Plan, service: Service): Service {
  const { account, region } = there.environment;
  const repository = `${account}.dkr.ecr.${region}.amazonaws.com/${imageRepositoryName(there, service.name)}`;
  return { ...service, image: `${repository}:${DEPLOYED_TAG}` };
}
