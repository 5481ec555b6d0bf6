import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { TerraformResource, type TerraformStack, Token } from "cdktf";

/** What the pipeline's roles must know of the stacks that they plan and apply. */
export interface GeneratedResources {
  /** Terraform types, each once, sorted. */
  readonly types: readonly string[];
  /** AWS services that the generated roles are passed to: `ecs-tasks.amazonaws.com`. Sorted. */
  readonly roleServices: readonly string[];
  /** Keys of the S3 objects that are resources. Sorted. */
  readonly objectKeys: readonly string[];
  /** ARNs of secrets that CloudFormation reads for a template. Sorted. */
  readonly templateSecrets: readonly string[];
  readonly roles: readonly IamRole[];
  /** Their names. Sorted. */
  readonly roleNames: readonly string[];
}

/** An ARN of a secret in a template's dynamic reference; one of seven parts, the name last. */
const SECRET_REFERENCE = /\{\{resolve:secretsmanager:(arn:[^:}]+:secretsmanager:[^:}]*:\d{12}:secret:[^:}]+)/g;

/** Reads the stacks' resources. Only literals count: what is a reference is not known before it stands. */
export function generatedResources(stacks: readonly TerraformStack[]): GeneratedResources {
  const resources = stacks.flatMap((stack) => stack.node.findAll().filter(TerraformResource.isTerraformResource));
  const roles = resources.filter((resource) => resource instanceof IamRole);
  const objects = resources.filter((resource) => resource instanceof S3Object);
  const templates = resources.filter((resource) => resource instanceof CloudformationStack);
  return {
    types: sorted(resources.map(({ terraformResourceType }) => terraformResourceType)),
    roleServices: sorted(roles.flatMap(({ assumeRolePolicyInput }) => trustedServices(assumeRolePolicyInput))),
    objectKeys: sorted(objects.flatMap(({ keyInput }) => literal(keyInput))),
    templateSecrets: sorted(
      templates.flatMap(({ templateBodyInput }) =>
        [...(templateBodyInput ?? "").matchAll(SECRET_REFERENCE)].map(([, arn]) => String(arn)),
      ),
    ),
    roles,
    roleNames: sorted(roles.flatMap(({ nameInput }) => literal(nameInput))),
  };
}

function literal(text: string | undefined): readonly string[] {
  return text === undefined || Token.isUnresolved(text) ? [] : [text];
}

/** Service principals of a trust policy. */
function trustedServices(policy: string | undefined): readonly string[] {
  return [...(policy ?? "").matchAll(/"([a-z0-9.-]+\.amazonaws\.com)"/g)].map(([, service]) => String(service));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
