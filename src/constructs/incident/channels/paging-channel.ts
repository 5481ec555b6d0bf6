import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, type Statement, undocumentedTrustPolicy } from "../../core/policy";
import { secretReadStatements, secretRegion } from "../../core/secret-read-statements";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { SubscribedTopic } from "./subscribed-topic";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** CloudFormation allows 128 characters (CreateStack). */
const STACK_NAME_MAX_LENGTH = 128;

export interface PagingChannelProps {
  readonly plan: Plan;
  readonly channel: string;
  /** ARN of the Secrets Manager secret whose whole value is the HTTPS endpoint of the paging tool. */
  readonly endpointSecret: string;
  readonly topics: readonly SubscribedTopic[];
}

/**
 * A paging tool's HTTPS endpoint, subscribed to topics without anyone reading it.
 *
 * The endpoint carries the tool's key, so it must not stand in Terraform's code or state, and Terraform has no way to
 * give it: the endpoint of `aws_sns_topic_subscription` and of an EventBridge API destination are kept in the state,
 * neither takes a write-only value, and a sensitive variable or a data source is kept there as well. CloudFormation
 * resolves a reference to the secret on its own side while it creates the subscription: Terraform keeps the reference
 * alone. The role below reads the secret, not whoever applies.
 *
 * CloudFormation looks the secret up when the subscription is made. After the secret changes, replace the stack:
 * `terraform apply -replace=<address of the stack>`.
 */
export class PagingChannel extends Construct {
  constructor(scope: Construct, id: string, props: PagingChannelProps) {
    super(scope, id);
    const { plan, channel, topics } = props;
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["paging", channel], ROLE_NAME_MAX_LENGTH),
      // CloudFormation names the source of StackSets and of registry types in its guide, not that of a stack's role.
      assumeRolePolicy: undocumentedTrustPolicy("cloudformation.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "subscribe",
      role: role.name,
      policy: policyDocument(...statements(props)),
    });
    const region = secretRegion(props.endpointSecret);
    const stack = new CloudformationStack(this, "subscriptions", {
      // A reference to a secret is resolved in the secret's own region; the topics may stand in others.
      ...(region === plan.environment.region ? {} : { region }),
      name: resourceName(plan, ["paging", channel], STACK_NAME_MAX_LENGTH),
      iamRoleArn: role.arn,
      templateBody: JSON.stringify(template(props)),
      onFailure: "DELETE",
      dependsOn: [policy],
    });
    provides(stack, INCIDENT_SUBJECT, ...new Set(topics.map(({ capability }) => capability)));
  }
}

function template({ plan, channel, endpointSecret, topics }: PagingChannelProps) {
  const subscriptions = topics.map(({ id, arn, region }) => [
    logicalId(id),
    {
      Type: "AWS::SNS::Subscription",
      Properties: {
        Protocol: "https",
        Endpoint: `{{resolve:secretsmanager:${endpointSecret}:SecretString}}`,
        TopicArn: arn,
        Region: region,
      },
    },
  ]);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Subscriptions of the channel ${channel} of ${plan.name} ${plan.environment.name}`,
    Resources: Object.fromEntries(subscriptions),
  };
}

/** CloudFormation takes letters and digits only: `global_critical` becomes `GlobalCritical`. */
function logicalId(id: string): string {
  return id.replace(/(^|_)([a-z])/g, (_match, _separator, letter: string) => letter.toUpperCase());
}

function statements({ endpointSecret, topics }: PagingChannelProps): readonly Statement[] {
  return [
    ...secretReadStatements(endpointSecret),
    {
      Sid: "Subscribe",
      Action: ["sns:ListSubscriptionsByTopic", "sns:Subscribe"],
      Resource: topics.map(({ arn }) => arn),
    },
    {
      // SNS has no permission on single subscriptions (service authorization reference, Amazon SNS).
      Sid: "ManageSubscriptions",
      Action: ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
      Resource: "*",
    },
  ];
}
