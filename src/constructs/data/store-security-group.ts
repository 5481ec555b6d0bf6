import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Construct } from "constructs";
import type { DataStore, Plan } from "../../model/plan";
import { resourceName } from "../core/names";

/** EC2 allows 255 characters (CreateSecurityGroup). */
const NAME_MAX_LENGTH = 255;

/**
 * The security group of a store. It holds no rule: nothing gets in until a service that uses the store adds its own,
 * and a store opens no connection. Rules inside the group would fight with those of the services' stack.
 */
export function storeSecurityGroup(scope: Construct, plan: Plan, store: DataStore, vpcId: string): SecurityGroup {
  const name = resourceName(plan, [store.name, "store"], NAME_MAX_LENGTH);
  return new SecurityGroup(scope, "security_group", {
    name,
    description: `Clients of the store ${store.name}`,
    vpcId,
    tags: { Name: name },
  });
}
