import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { Construct } from "constructs";
import { playsRole } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { keptLogGroup } from "../core/kept-log-group";
import { planArn } from "../core/names";
import { policyDocument } from "../core/policy";
import { regionArgument } from "../core/region-argument";
import { EDGE } from "./edge-subject";

export interface WebAclLogsProps {
  readonly plan: Plan;
  /** Region of the web ACL, which its log group must share. */
  readonly region: string;
  readonly name: string;
  readonly webAclArn: string;
  readonly logsKeyArn: string;
}

/** Requests that the web ACL saw, without what would let a reader act as the customer. */
export function webAclLogs(scope: Construct, props: WebAclLogsProps): void {
  const { plan, region, webAclArn } = props;
  const group = logGroup(scope, props);
  const policy = new CloudwatchLogResourcePolicy(scope, "log_policy", {
    ...regionArgument(plan, region),
    policyName: props.name,
    policyDocument: deliveryPolicy(plan, region, group.arn),
  });
  new Wafv2WebAclLoggingConfiguration(scope, "logging", {
    ...regionArgument(plan, region),
    resourceArn: webAclArn,
    logDestinationConfigs: [group.arn],
    redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    dependsOn: [policy],
  });
}

function logGroup(scope: Construct, { plan, region, name, logsKeyArn }: WebAclLogsProps): CloudwatchLogGroup {
  // AWS WAF takes only groups whose name begins so.
  const groupName = `aws-waf-logs-${name}`;
  const group = keptLogGroup(scope, "logs", {
    subject: EDGE,
    placement: regionArgument(plan, region),
    name: groupName,
    retentionDays: plan.observability.logRetentionDays,
    // The plan's key stands in its own region; a group elsewhere is encrypted with CloudWatch's own key.
    keyArn: region === plan.environment.region ? logsKeyArn : null,
  });
  playsRole(group, EDGE, "log-group", { name: groupName });
  return group;
}

function deliveryPolicy(plan: Plan, region: string, groupArn: string): string {
  return policyDocument({
    Sid: "WebAclLogDelivery",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${groupArn}:log-stream:*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": plan.environment.account },
      ArnLike: { "aws:SourceArn": planArn(plan, "logs", "*", region) },
    },
  });
}
