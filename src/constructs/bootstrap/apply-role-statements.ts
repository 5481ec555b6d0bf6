import {
  boundaryArn,
  boundaryName,
  githubProviderArn,
  PIPELINE_PURPOSES,
  pipelineRoleName,
} from "../../model/github-pipeline";
import type { Plan } from "../../model/plan";
import { stateFolder, stateKeyAlias } from "../../model/state-storage";
import { noDataStatements } from "../core/no-data-statements";
import type { Statement } from "../core/policy";
import { stateKeyStatements, stateObjects, stateReadStatements } from "../core/state-read-statements";
import type { GeneratedResources } from "./generated-resources";
import { nameBeginning, namedResources } from "./named-resources";
import { readableObjects } from "./plan-role-statements";
import { generatedServices, readStatements, requestedRegions } from "./read-statements";

/**
 * What applying needs: all of the services whose resources are generated, where AWS allows only on what bears the plan's
 * names, and IAM for roles below the plan's boundary. What it stands on itself is denied: its own roles, the OIDC provider,
 * and the settings of the state's bucket and key, which people change with the bootstrap stack.
 */
export function applyRoleStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  return [
    ...protection(plan),
    ...noDataStatements({ plan, objects: readableObjects(plan, generated) }),
    ...othersStatements(plan, generated),
    ...secretStatements(plan, generated),
    ...stateReadStatements(plan),
    ...stateWriteStatements(plan),
    ...readStatements(plan, generated),
    ...manageStatements(plan, generated),
    ...roleStatements(plan, generated),
  ];
}

/** What would let the pipeline take more than it was given. An explicit deny outweighs whatever allows it. */
function protection(plan: Plan): readonly Statement[] {
  const { state, environment } = plan;
  const { account } = environment;
  const alias = stateKeyAlias(plan);
  return [
    {
      Sid: "NoOwnRights",
      Effect: "Deny",
      Action: IAM_WRITES,
      Resource: [
        ...PIPELINE_PURPOSES.map((purpose) => `arn:aws:iam::${account}:role/${pipelineRoleName(plan, purpose)}`),
        // The boundary, and the parts that a long policy of a role is split into.
        boundaryArn(plan),
        `arn:aws:iam::${account}:policy/${policyBeginning(plan)}*`,
        githubProviderArn(account),
      ],
    },
    // Commands inside of what runs are no part of applying.
    {
      Sid: "NoSessions",
      Effect: "Deny",
      Action: ["ecs:ExecuteCommand", "ssm:SendCommand", "ssm:StartSession"],
      Resource: "*",
    },
    { Sid: "NoUnboundRoles", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    ...(state.kind === "s3"
      ? [
          {
            Sid: "NoStateSettings",
            Effect: "Deny",
            Action: [
              "s3:DeleteBucket*",
              "s3:PutBucket*",
              "s3:PutEncryptionConfiguration",
              "s3:PutLifecycleConfiguration",
            ],
            Resource: `arn:aws:s3:::${state.bucket}`,
          } as const,
          {
            Sid: "NoStateHistory",
            Effect: "Deny",
            Action: ["s3:DeleteObjectVersion", "s3:PutObjectRetention", "s3:PutObjectVersionAcl"],
            Resource: `arn:aws:s3:::${state.bucket}/*`,
          } as const,
          {
            Sid: "NoBootstrapState",
            Effect: "Deny",
            Action: ["s3:DeleteObject", "s3:PutObject"],
            Resource: `arn:aws:s3:::${state.bucket}/${stateFolder(plan)}/bootstrap.tfstate`,
          } as const,
        ]
      : []),
    ...(alias === null
      ? []
      : [
          {
            Sid: "NoStateKey",
            Effect: "Deny",
            Action: KEY_WRITES,
            Resource: "*",
            Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
          } as const,
        ]),
  ];
}

/** Everything before the purpose in the names of the pipeline's own policies. */
function policyBeginning(plan: Plan): string {
  return boundaryName(plan).replace(/boundary$/, "");
}

const IAM_WRITES = [
  "iam:Add*",
  "iam:Attach*",
  "iam:Create*",
  "iam:Delete*",
  "iam:Detach*",
  "iam:PassRole",
  "iam:Put*",
  "iam:Remove*",
  "iam:SetDefaultPolicyVersion",
  "iam:Tag*",
  "iam:Untag*",
  "iam:Update*",
];

const KEY_WRITES = [
  "kms:CreateAlias",
  "kms:CreateGrant",
  "kms:DeleteAlias",
  "kms:Disable*",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:Update*",
];

/**
 * What another plan's or environment's tags are on stays as it is, in services whose ARNs hold no names. A call for which
 * AWS knows no tags is not touched by this.
 */
function othersStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  const services = generatedServices(generated).filter(
    (service) => service !== "iam" && namedResources(plan, service) === null,
  );
  const Action = services.flatMap((service) => [`${service}:Delete*`, `${service}:Modify*`, `${service}:Update*`]);
  const further = [
    ...(services.includes("ec2") ? ["ec2:Terminate*"] : []),
    ...(services.includes("kms") ? ["kms:Disable*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"] : []),
  ];
  const tags = { plan: plan.name, environment: plan.environment.name };
  return Object.entries(tags).map(([tag, value]) => ({
    Sid: tag === "plan" ? "NoOtherPlans" : "NoOtherEnvironments",
    Effect: "Deny",
    Action: [...Action, ...further],
    Resource: "*",
    Condition: {
      StringNotEquals: { [`aws:ResourceTag/${tag}`]: value },
      Null: { [`aws:ResourceTag/${tag}`]: "false" },
    },
  }));
}

/**
 * Secrets: the first versions that Terraform wrote itself, and what CloudFormation fills into a template. A plan without
 * either reads none.
 */
function secretStatements(plan: Plan, { types, templateSecrets }: GeneratedResources): readonly Statement[] {
  const action = "secretsmanager:GetSecretValue";
  const written = types.includes("aws_secretsmanager_secret_version");
  if (!written && templateSecrets.length === 0) {
    return [{ Sid: "NoSecrets", Effect: "Deny", Action: action, Resource: "*" }];
  }
  const own = `arn:aws:secretsmanager:*:${plan.environment.account}:secret:${nameBeginning(plan, "secretsmanager")}*`;
  return [
    {
      Sid: "NoOtherSecrets",
      Effect: "Deny",
      Action: action,
      NotResource: [...(written ? [own] : []), ...templateSecrets],
    },
    ...(templateSecrets.length === 0
      ? []
      : [
          {
            Sid: "FillTemplates",
            Action: action,
            Resource: templateSecrets,
            Condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } },
          },
        ]),
  ];
}

function stateWriteStatements(plan: Plan): readonly Statement[] {
  const states = stateObjects(plan);
  if (states === null) return [];
  return [
    // A lock is an object beside the state, which goes when the work is done.
    { Sid: "WriteState", Action: ["s3:DeleteObject", "s3:PutObject"], Resource: states },
    ...stateKeyStatements(plan, "EncryptState", ["kms:Decrypt", "kms:GenerateDataKey*"]),
  ];
}

/** Calls of services with names that know no resource. */
const WITHOUT_RESOURCE: Readonly<Record<string, readonly string[]>> = {
  lambda: ["lambda:CreateEventSourceMapping"],
  s3: ["s3:PutAccountPublicAccessBlock"],
  sns: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
};

function manageStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  const services = generatedServices(generated).filter((service) => service !== "iam");
  const named = services.filter((service) => namedResources(plan, service) !== null);
  // Of keys, what their data needs goes through services alone, below.
  const unnamed = services.filter((service) => !named.includes(service) && service !== "kms");
  const Condition = { StringEquals: { "aws:RequestedRegion": requestedRegions(plan, services) } };
  return [
    {
      Sid: "ManageByName",
      Action: named.map((service) => `${service}:*`),
      Resource: named.flatMap((service) => namedResources(plan, service) ?? []),
      Condition,
    },
    {
      // Ids are given by AWS when a resource is made, and some of these calls know no resource at all.
      Sid: "ManageByRegion",
      Action: [
        ...unnamed.map((service) => `${service}:*`),
        ...named.flatMap((service) => WITHOUT_RESOURCE[service] ?? []),
      ],
      Resource: "*",
      Condition,
    },
    {
      // A key has no name in its ARN.
      Sid: "ManageKeys",
      Action: [
        "kms:CancelKeyDeletion",
        "kms:Create*",
        "kms:DeleteAlias",
        "kms:Disable*",
        "kms:Enable*",
        "kms:PutKeyPolicy",
        "kms:ReplicateKey",
        "kms:RetireGrant",
        "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:Update*",
      ],
      Resource: "*",
      Condition,
    },
    {
      Sid: "UseKeysThroughServices",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: `arn:aws:kms:*:${plan.environment.account}:key/*`,
      Condition: { StringLike: { "kms:ViaService": "*.amazonaws.com" } },
    },
  ];
}

/** Roles, policies and profiles of the plan's names; no role without the boundary, and none passed to another service. */
function roleStatements(plan: Plan, generated: GeneratedResources): readonly Statement[] {
  const { types, roleServices } = generated;
  const roles = roleArns(plan, generated);
  const of = (kind: string) => `arn:aws:iam::${plan.environment.account}:${kind}/${roleBeginning(plan)}*`;
  return [
    {
      Sid: "GiveRightsBelowBoundary",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(plan) } },
    },
    {
      Sid: "ManageRoles",
      Action: ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole*"],
      Resource: roles,
    },
    {
      Sid: "ManagePoliciesAndProfiles",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:CreatePolicy*",
        "iam:DeleteInstanceProfile",
        "iam:DeletePolicy*",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:SetDefaultPolicyVersion",
        "iam:TagInstanceProfile",
        "iam:TagPolicy",
        "iam:UntagInstanceProfile",
        "iam:UntagPolicy",
      ],
      Resource: [of("instance-profile"), of("policy"), ...roles],
    },
    ...(roleServices.length === 0
      ? []
      : [
          {
            Sid: "PassRoles",
            Action: "iam:PassRole",
            Resource: roles,
            Condition: { StringEquals: { "iam:PassedToService": roleServices } },
          },
        ]),
    {
      // AWS decides what such a role may do.
      Sid: "MakeServiceLinkedRoles",
      Action: "iam:CreateServiceLinkedRole",
      Resource: `arn:aws:iam::${plan.environment.account}:role/aws-service-role/*`,
    },
    ...(types.includes("aws_iam_account_password_policy")
      ? [
          {
            // The account's own, of which there is one.
            Sid: "SetPasswordPolicy",
            Action: ["iam:DeleteAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"],
            Resource: "*",
          },
        ]
      : []),
  ];
}

/** AWS gives some roles their names, of Backup and of DMS: those one by one, the others by how they begin. */
function roleArns(plan: Plan, { roleNames }: GeneratedResources): readonly string[] {
  const beginning = roleBeginning(plan);
  const names = [`${beginning}*`, ...roleNames.filter((name) => !name.startsWith(beginning))];
  return names.map((name) => `arn:aws:iam::${plan.environment.account}:role/${name}`);
}

/** Names of roles have words after the environment, so that no other environment's begin like them. */
function roleBeginning(plan: Plan): string {
  const whole = `${plan.name}-${plan.environment.name}-`;
  return whole.slice(0, nameBeginning(plan, "iam").length + 1);
}
