import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Route53QueryLog } from "@cdktf/provider-aws/lib/route53-query-log";
import { Construct } from "constructs";
import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import { planArn, resourceName } from "../core/names";
import { policyDocument } from "../core/policy";
import { regionArgument } from "../core/region-argument";

/** CloudWatch Logs' limit on a resource policy's name; an account has ten of them per region. */
const POLICY_NAME_MAX_LENGTH = 255;

export interface QueryLogProps {
  readonly plan: Plan;
  readonly zoneId: string;
}

/**
 * Who asked the zone for what: Route 53 writes it to CloudWatch Logs in us-east-1, whatever the plan's region (Route 53
 * developer guide, "Public DNS query logging").
 */
export class QueryLog extends Construct {
  constructor(scope: Construct, id: string, { plan, zoneId }: QueryLogProps) {
    super(scope, id);
    const placement = regionArgument(plan, GLOBAL_REGION);
    const name = `/aws/route53/${resourceName(plan, [], 200)}`;
    const group = keptLogGroup(this, "log_group", {
      subject: { kind: "plan", name: "dns" },
      placement,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: null,
    });
    const groupArn = planArn(plan, "logs", `log-group:${name}`, GLOBAL_REGION);
    const policy = new CloudwatchLogResourcePolicy(this, "log_policy", {
      ...placement,
      policyName: resourceName(plan, ["dns"], POLICY_NAME_MAX_LENGTH),
      policyDocument: policyDocument({
        Sid: "DnsQueries",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${groupArn}:*`,
        Condition: { StringEquals: { "aws:SourceAccount": plan.environment.account } },
      }),
    });
    new Route53QueryLog(this, "queries", {
      zoneId,
      cloudwatchLogGroupArn: group.arn,
      // Route 53 tries to write as soon as the log is made.
      dependsOn: [policy],
    });
  }
}
