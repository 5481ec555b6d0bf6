import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import type { Plan, RedisStore } from "../../../model/plan";
import { redisAccessName } from "../store-names";

const ENGINE = "redis";

/**
 * Everything but what stops or empties a whole store (`@dangerous`, such as FLUSHALL and CONFIG), and INFO of it,
 * which client libraries ask for when they connect. In ElastiCache's own order, as it reads it back.
 */
const SERVICE_ACCESS = "on ~* &* +@all -@dangerous +info";

/**
 * Who may sign in to a Redis store: one user, by IAM, so that no password exists. ElastiCache wants a user named
 * `default` in each group, the one that clients without a name get; this one is off.
 */
export class RedisUsers extends Construct {
  readonly groupId: string;
  readonly iamUserId: string;
  readonly iamUserArn: string;

  constructor(scope: Construct, id: string, { plan, store }: { readonly plan: Plan; readonly store: RedisStore }) {
    super(scope, id);
    const nobody = new ElasticacheUser(this, "default", {
      engine: ENGINE,
      userId: redisAccessName(plan, store, "default"),
      userName: "default",
      accessString: "off -@all",
      authenticationMode: { type: "no-password-required" },
    });
    // Sign-in by IAM works only where the user's id and name are the same (ElastiCache user guide, IAM).
    const name = redisAccessName(plan, store, "services");
    const services = new ElasticacheUser(this, "services", {
      engine: ENGINE,
      userId: name,
      userName: name,
      accessString: SERVICE_ACCESS,
      authenticationMode: { type: "iam" },
    });
    const group = new ElasticacheUserGroup(this, "group", {
      engine: ENGINE,
      userGroupId: redisAccessName(plan, store, "users"),
      userIds: [nobody.userId, services.userId],
    });
    this.groupId = group.userGroupId;
    this.iamUserId = name;
    this.iamUserArn = services.arn;
  }
}
