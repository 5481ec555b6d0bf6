import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import {
  boundaryArn,
  boundaryName,
  GITHUB_ISSUER,
  githubProviderArn,
  PIPELINE_PURPOSES,
  type PipelinePurpose,
  pipelineRoleName,
} from "../../model/github-pipeline";
import type { DeliverySource, Plan, StateBackend } from "../../model/plan";
import type { Statement } from "../core/policy";
import { rolePolicy } from "../core/role-policy";
import { applyRoleStatements } from "./apply-role-statements";
import { boundaryPolicy } from "./boundary-policy";
import type { GeneratedResources } from "./generated-resources";
import { PIPELINE_SUBJECT } from "./pipeline-subject";
import { planRoleStatements } from "./plan-role-statements";
import { AUDIENCE, trustInGithub } from "./trust-in-github";

const STATEMENTS: Readonly<
  Record<PipelinePurpose, (plan: Plan, generated: GeneratedResources) => readonly Statement[]>
> = { plan: planRoleStatements, apply: applyRoleStatements };

export interface PipelineRolesProps {
  readonly plan: Plan;
  readonly source: DeliverySource;
  readonly state: Extract<StateBackend, { kind: "s3" }>;
  readonly generated: GeneratedResources;
}

/** The roles that the workflow on GitHub assumes without a stored key, and the boundary of all other roles of the plan. */
export class PipelineRoles extends Construct {
  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id);
    const { plan, generated, state } = props;
    new IamPolicy(this, "boundary", {
      name: boundaryName(plan),
      description: `The most that a role of ${plan.name} in ${plan.environment.name} may do`,
      policy: boundaryPolicy(plan),
    });
    // The pipeline may give rights only to roles that have it.
    for (const role of generated.roles) role.permissionsBoundary = boundaryArn(plan);
    const providerArn = state.oidcProvider === "owned" ? this.provider() : githubProviderArn(plan.environment.account);
    for (const purpose of PIPELINE_PURPOSES) this.role(props, purpose, providerArn);
  }

  /** IAM trusts GitHub's certificate by its own list of authorities, so that no thumbprint is given. */
  private provider(): string {
    const provider = new IamOpenidConnectProvider(this, "provider", {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [AUDIENCE],
      lifecycle: { preventDestroy: true },
    });
    provides(provider, PIPELINE_SUBJECT, "pipeline-role");
    return provider.arn;
  }

  private role({ plan, source, generated }: PipelineRolesProps, purpose: PipelinePurpose, providerArn: string): void {
    const name = pipelineRoleName(plan, purpose);
    const role = new IamRole(this, `${purpose}_role`, {
      name,
      description: `Workflow of ${source.repository}: terraform ${purpose}`,
      assumeRolePolicy: trustInGithub(plan, source, purpose, providerArn),
    });
    rolePolicy(this, `${purpose}_policy`, {
      plan,
      role,
      name,
      nameParts: ["terraform", purpose],
      statements: STATEMENTS[purpose](plan, generated),
    });
    provides(role, PIPELINE_SUBJECT, "pipeline-role");
    playsRole(role, PIPELINE_SUBJECT, "pipeline-role", { name, purpose });
  }
}
