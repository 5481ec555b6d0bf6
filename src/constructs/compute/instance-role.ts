import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { resourceName } from "../core/names";
import { policyDocument, type Statement, trustPolicy } from "../core/policy";
import { artifactPrefix } from "../core/shared-names";
import type { FoundationOutputs, StoreOutputs } from "../core/stack-outputs";
import { imagePullStatements } from "./ecs-roles";
import { secretReference, secretStatements } from "./secret-reference";
import { storeStatements } from "./store-access";
import { rolledOut } from "./user-data";
import { warmPoolStatements } from "./warm-pool";

/** An Auto Scaling group's name: 255 characters (EC2 Auto Scaling API reference). */
const GROUP_NAME_MAX_LENGTH = 255;

/** An IAM role's name: 64 characters (IAM quotas). */
const ROLE_NAME_MAX_LENGTH = 64;

export interface InstanceRoleProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly stores: readonly StoreOutputs[];
  readonly foundation: FoundationOutputs;
  readonly logGroupArn: string;
}

export interface InstanceRole {
  /** A literal. */
  readonly name: string;
  readonly arn: string;
  readonly profileArn: string;
  /** Must be in place before the first instance starts. */
  readonly policies: readonly (IamRolePolicy | IamRolePolicyAttachment)[];
}

/** The role of a service's instances, which its container acts as too. */
export function instanceRole(scope: Construct, props: InstanceRoleProps): InstanceRole {
  const { plan, service } = props;
  const name = resourceName(plan, [service.name, "instance"], ROLE_NAME_MAX_LENGTH);
  const tags = { service: service.name };
  const role = new IamRole(scope, "instance_role", {
    name,
    description: `What the instances of ${service.name} may do`,
    assumeRolePolicy: trustPolicy("ec2.amazonaws.com", null),
    tags,
  });
  const policy = new IamRolePolicy(scope, "instance_policy", {
    name: "instance",
    role: role.name,
    policy: policyDocument(...statements(props)),
  });
  // Sessions without SSH, port or key pair, and patching.
  const sessions = new IamRolePolicyAttachment(scope, "instance_sessions", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });
  const profile = new IamInstanceProfile(scope, "instance_profile", { name, role: role.name, tags });
  return { name, arn: role.arn, profileArn: profile.arn, policies: [policy, sessions] };
}

function statements({ plan, service, stores, foundation, logGroupArn }: InstanceRoleProps): readonly Statement[] {
  return [
    ...imagePullStatements(plan, service),
    {
      Sid: "WriteLogs",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:*`,
    },
    ...secretStatements(Object.values(service.secrets).map(secretReference)),
    ...storeStatements(plan, service.name, stores, foundation.keyArns.data, foundation.vpcId),
    ...revisionStatements(plan, service, foundation),
    ...warmPoolStatements(plan, service, resourceName(plan, [service.name], GROUP_NAME_MAX_LENGTH)),
  ];
}

/** Fetching what CodeDeploy rolls out, from where the service's pipeline puts it. */
function revisionStatements(plan: Plan, service: Service, foundation: FoundationOutputs): readonly Statement[] {
  if (!rolledOut(plan)) return [];
  return [
    {
      Sid: "FetchRevision",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${foundation.artifactBucket.arn}/${artifactPrefix(plan, service.name)}*`,
    },
    {
      Sid: "DecryptRevision",
      Action: "kms:Decrypt",
      Resource: foundation.keyArns.artifacts,
      Condition: { StringEquals: { "kms:ViaService": `s3.${plan.environment.region}.amazonaws.com` } },
    },
  ];
}
