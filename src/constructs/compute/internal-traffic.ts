import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";

export interface InternalTrafficProps {
  readonly plan: Plan;
  readonly vpcId: string;
}

/**
 * Security group that all of a plan's tasks and instances carry beside their own, so that a service's port can be
 * opened to its fellow services once, whatever their number. The rules belong to the services.
 */
export class InternalTraffic extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { plan, vpcId }: InternalTrafficProps) {
    super(scope, id);
    const name = resourceName(plan, ["internal", "traffic"], 255);
    const group = new SecurityGroup(this, "security_group", {
      name,
      description: `Requests between the services of ${plan.name} in ${plan.environment.name}`,
      vpcId,
      tags: { Name: name },
    });
    this.securityGroupId = group.id;
  }
}
