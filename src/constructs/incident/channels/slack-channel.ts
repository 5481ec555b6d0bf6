import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { SubscribedTopic } from "./subscribed-topic";

/** IAM allows 64 characters for roles (CreateRole), 128 for policies; one name serves both. */
const ROLE_NAME_MAX_LENGTH = 64;

/** Amazon Q Developer allows 128 characters (CreateSlackChannelConfiguration). */
const CONFIGURATION_NAME_MAX_LENGTH = 128;

/**
 * Regions that have the service's API; what it makes holds for all regions (AWS general reference, endpoints). From
 * another region's endpoint Terraform finds no host.
 */
const API_REGIONS = ["ap-southeast-1", "eu-west-1", "us-east-2", "us-west-2"];
const DEFAULT_API_REGION = "us-east-2";

export interface SlackChannelProps {
  readonly plan: Plan;
  readonly channel: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly topics: readonly SubscribedTopic[];
}

/**
 * A Slack channel, by Amazon Q Developer in chat applications. The workspace must have been authorised once in its
 * console: AWS has no API for that.
 */
export class SlackChannel extends Construct {
  constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { plan, channel, topics } = props;
    const name = resourceName(plan, ["chat", channel], ROLE_NAME_MAX_LENGTH);
    const policy = new IamPolicy(this, "policy", {
      name,
      description: "What the chat service and people in the channel may do: look at alarms and metrics",
      policy: ALARM_VIEWER,
    });
    const role = new IamRole(this, "role", { name, assumeRolePolicy: trustPolicy("chatbot.amazonaws.com", null) });
    new IamRolePolicyAttachment(this, "attachment", { role: role.name, policyArn: policy.arn });
    const { region } = plan.environment;
    const configuration = new ChatbotSlackChannelConfiguration(this, "configuration", {
      ...(API_REGIONS.includes(region) ? {} : { region: DEFAULT_API_REGION }),
      configurationName: resourceName(plan, [channel], CONFIGURATION_NAME_MAX_LENGTH),
      slackTeamId: props.workspaceId,
      slackChannelId: props.channelId,
      iamRoleArn: role.arn,
      // Whatever role a person brings along, nothing beyond this is done from the channel.
      guardrailPolicyArns: [policy.arn],
      userAuthorizationRequired: true,
      loggingLevel: "ERROR",
      snsTopicArns: topics.map(({ arn }) => arn),
    });
    provides(configuration, INCIDENT_SUBJECT, ...new Set(topics.map(({ capability }) => capability)));
  }
}

/** The graph under an alarm's message. CloudWatch knows no single resources for reading metrics, hence `*`. */
const ALARM_VIEWER = policyDocument({
  Sid: "ViewAlarmsAndMetrics",
  Action: [
    "cloudwatch:DescribeAlarmHistory",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:GetMetricWidgetImage",
    "cloudwatch:ListMetrics",
  ],
  Resource: "*",
});
