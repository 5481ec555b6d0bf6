import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import { runbookLink } from "../../core/runbook-link";
import type { Automation, RunbookDocument } from "./runbook-document";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/** Systems Manager allows 128 characters (CreateDocument). */
const DOCUMENT_NAME_MAX_LENGTH = 128;

export interface SubjectAutomationProps {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly automation: Automation;
}

/** The Automation runbooks of one service or store, and the one role that all of them act as. */
export class SubjectAutomation extends Construct {
  private readonly props: SubjectAutomationProps;

  constructor(scope: Construct, id: string, props: SubjectAutomationProps) {
    super(scope, id);
    this.props = props;
    const { documents } = props.automation;
    if (documents.length === 0) return;
    const policy = this.role();
    for (const document of documents) this.document(document, policy);
  }

  private get roleName(): string {
    const { plan, subject } = this.props;
    return resourceName(plan, [subject.name, "automation"], ROLE_NAME_MAX_LENGTH);
  }

  private role(): IamRolePolicy {
    const { plan, subject, automation } = this.props;
    const role = new IamRole(this, "role", {
      name: this.roleName,
      description: `Automation runbooks of the ${subject.kind} ${subject.name}`,
      assumeRolePolicy: trustPolicy("ssm.amazonaws.com", plan.environment.account),
      tags: this.tags,
    });
    return new IamRolePolicy(this, "policy", {
      name: "automation",
      role: role.name,
      policy: policyDocument(...automation.statements),
    });
  }

  private document(document: RunbookDocument, policy: IamRolePolicy): void {
    const { plan, subject } = this.props;
    const { operation } = document;
    const name = resourceName(plan, [subject.name, operation], DOCUMENT_NAME_MAX_LENGTH);
    const resource = new SsmDocument(this, operation.replaceAll("-", "_"), {
      name,
      documentType: "Automation",
      documentFormat: "JSON",
      content: JSON.stringify(this.content(document)),
      tags: this.tags,
      // A run right after the apply would find a role that may do nothing yet.
      dependsOn: [policy],
    });
    provides(resource, subject, "runbook-automation");
    playsRole(resource, subject, "automation-document", { name, operation });
  }

  private content({ description, runbooks, parameters, steps, outputs }: RunbookDocument) {
    const { plan } = this.props;
    const links = runbooks.map((runbook) => runbookLink(plan, runbook)).join(", ");
    return {
      schemaVersion: "0.3",
      description: `${description}\n\nWhen: ${links}. Owner ${plan.owner}.`,
      // By name rather than by reference, so that the document can be read and checked before anything is applied.
      assumeRole: `arn:aws:iam::${plan.environment.account}:role/${this.roleName}`,
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      mainSteps: steps,
      ...(outputs.length === 0 ? {} : { outputs }),
    };
  }

  private get tags(): Record<string, string> {
    const { subject } = this.props;
    return subject.kind === "service" ? { service: subject.name } : {};
  }
}
