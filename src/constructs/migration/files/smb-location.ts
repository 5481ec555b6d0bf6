import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { FileSource } from "../../../model/migration";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { policyDocument, undocumentedTrustPolicy } from "../../core/policy";
import { secretReadStatements } from "../../core/secret-read-statements";

/** IAM allows 64 characters (CreateRole), CloudFormation 128 (CreateStack). */
const ROLE_NAME_MAX_LENGTH = 64;
const STACK_NAME_MAX_LENGTH = 128;

/** Logical id of the location in the template. */
const LOCATION = "Location";

/** SMB 3 encrypts what it carries; DataSync's own choice could be an older version. */
const SMB_VERSION = "SMB3";

export interface SmbLocationProps {
  readonly plan: Plan;
  readonly source: FileSource;
}

/**
 * A share on a Windows file server. Terraform's own resource takes the password as text and keeps it in the state, so
 * CloudFormation makes the location and resolves the reference to the secret on its side. After the secret changes,
 * replace the stack.
 */
export class SmbLocation extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { plan, source }: SmbLocationProps) {
    super(scope, id);
    const { secret } = source;
    if (secret === undefined) throw new Error(`the checks let ${source.name} pass without a secret`);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, [source.name, "datasync-smb"], ROLE_NAME_MAX_LENGTH),
      description: `Makes the DataSync location ${source.name}`,
      // CloudFormation names the source of StackSets and of registry types in its guide, not that of a stack's role.
      assumeRolePolicy: undocumentedTrustPolicy("cloudformation.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "make-location",
      role: role.name,
      policy: policyDocument(...secretReadStatements(secret), {
        Sid: "MakeLocation",
        Action: [
          "datasync:CreateLocationSmb",
          "datasync:DeleteLocation",
          "datasync:DescribeLocationSmb",
          "datasync:ListTagsForResource",
          "datasync:TagResource",
          "datasync:UntagResource",
          "datasync:UpdateLocationSmb",
        ],
        Resource: [...source.agents, planArn(plan, "datasync", "location/*")],
      }),
    });
    const stack = new CloudformationStack(this, "location", {
      name: resourceName(plan, [source.name, "smb-location"], STACK_NAME_MAX_LENGTH),
      iamRoleArn: role.arn,
      templateBody: JSON.stringify(template(plan, source, secret)),
      onFailure: "DELETE",
      dependsOn: [policy],
    });
    this.arn = stack.outputs.lookup(LOCATION);
  }
}

function template(plan: Plan, source: FileSource, secret: string) {
  const credential = (key: string) => `{{resolve:secretsmanager:${secret}:SecretString:${key}}}`;
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Files of ${source.name} for ${plan.name} ${plan.environment.name}`,
    Resources: {
      [LOCATION]: {
        Type: "AWS::DataSync::LocationSMB",
        Properties: {
          ServerHostname: source.host,
          Subdirectory: source.path,
          AgentArns: [...source.agents],
          MountOptions: { Version: SMB_VERSION },
          User: credential("username"),
          Password: credential("password"),
        },
      },
    },
    Outputs: { [LOCATION]: { Value: { Ref: LOCATION } } },
  };
}
