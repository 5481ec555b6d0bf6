import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../../../evidence/declare";
import type { Plan } from "../../../../model/plan";
import { planArn, resourceName } from "../../../core/names";
import { policyDocument, type Statement, undocumentedTrustPolicy } from "../../../core/policy";
import { secretReadStatements } from "../../../core/secret-read-statements";
import { INCIDENT_SUBJECT } from "../../incident-subject";
import type { ExternalProvider, ProviderRequest } from "./provider-request";

/** IAM and EventBridge allow 64 characters (CreateRole, CreateConnection, CreateApiDestination). */
const NAME_MAX_LENGTH = 64;

/** CloudFormation allows 128 characters (CreateStack). */
const STACK_NAME_MAX_LENGTH = 128;

/** Output of the stack that holds the destination's ARN. */
const ARN_OUTPUT = "DestinationArn";

export interface ApiDestinationProps {
  readonly plan: Plan;
  readonly provider: ExternalProvider;
  readonly request: ProviderRequest;
}

/**
 * The ticket system's API as a target of EventBridge, with credentials that nobody reads: what
 * `aws_cloudwatch_event_connection` is given stays in Terraform's state. CloudFormation resolves a reference to the
 * secret on its own side, and EventBridge keeps what it got in a secret of its own.
 *
 * CloudFormation looks the secret up when the connection is made. After the secret changes, replace the stack:
 * `terraform apply -replace=<address of the stack>`.
 */
export class ApiDestination extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ApiDestinationProps) {
    super(scope, id);
    const { plan, provider } = props;
    const name = resourceName(plan, ["tickets", provider.kind], NAME_MAX_LENGTH);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["ticket-connection"], NAME_MAX_LENGTH),
      // CloudFormation names the source of StackSets and of registry types in its guide, not that of a stack's role.
      assumeRolePolicy: undocumentedTrustPolicy("cloudformation.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "connect",
      role: role.name,
      policy: policyDocument(...statements(plan, provider.secret, name)),
    });
    const stack = new CloudformationStack(this, "stack", {
      name: resourceName(plan, ["tickets", provider.kind], STACK_NAME_MAX_LENGTH),
      iamRoleArn: role.arn,
      templateBody: JSON.stringify(template(props, name)),
      onFailure: "DELETE",
      dependsOn: [policy],
    });
    provides(stack, INCIDENT_SUBJECT, "ticket");
    this.arn = stack.outputs.lookup(ARN_OUTPUT);
  }
}

function template({ plan, request }: ApiDestinationProps, name: string) {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Ticket system of ${plan.name} ${plan.environment.name}`,
    Resources: {
      Connection: { Type: "AWS::Events::Connection", Properties: { Name: name, ...request.authorization } },
      Destination: {
        Type: "AWS::Events::ApiDestination",
        Properties: {
          Name: name,
          ConnectionArn: { "Fn::GetAtt": ["Connection", "Arn"] },
          HttpMethod: "POST",
          InvocationEndpoint: request.endpoint,
          // Ticket systems slow down callers that come faster; tickets are few, and EventBridge keeps the rest waiting.
          InvocationRateLimitPerSecond: 1,
        },
      },
    },
    Outputs: { [ARN_OUTPUT]: { Value: { "Fn::GetAtt": ["Destination", "Arn"] } } },
  };
}

function statements(plan: Plan, secretArn: string, name: string): readonly Statement[] {
  const { account, region } = plan.environment;
  const connection = planArn(plan, "events", `connection/${name}/*`);
  const destination = planArn(plan, "events", `api-destination/${name}/*`);
  return [
    ...secretReadStatements(secretArn),
    {
      Sid: "Connect",
      Action: [
        "events:CreateConnection",
        "events:UpdateConnection",
        "events:DeleteConnection",
        "events:DescribeConnection",
      ],
      Resource: [connection, planArn(plan, "events", `connection/${name}`)],
    },
    {
      Sid: "Direct",
      Action: [
        "events:CreateApiDestination",
        "events:UpdateApiDestination",
        "events:DeleteApiDestination",
        "events:DescribeApiDestination",
      ],
      Resource: [destination, planArn(plan, "events", `api-destination/${name}`), connection],
    },
    {
      // EventBridge keeps a connection's credentials in a secret of the caller's account, by this name.
      Sid: "KeepCredentials",
      Action: [
        "secretsmanager:CreateSecret",
        "secretsmanager:UpdateSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "secretsmanager:DeleteSecret",
      ],
      Resource: `arn:aws:secretsmanager:${region}:${account}:secret:events!connection/${name}/*`,
    },
    {
      Sid: "FirstConnection",
      Action: "iam:CreateServiceLinkedRole",
      Resource: `arn:aws:iam::${account}:role/aws-service-role/apidestinations.events.amazonaws.com/*`,
      Condition: { StringEquals: { "iam:AWSServiceName": "apidestinations.events.amazonaws.com" } },
    },
  ];
}
