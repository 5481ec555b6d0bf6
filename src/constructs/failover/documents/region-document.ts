import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Runbook } from "../../../model/catalogue/runbooks";
import type { Plan } from "../../../model/plan";
import { runbookLink } from "../../core/runbook-link";
import type { Step } from "../../observability/automation/step";
import { type RegionOperation, regionDocumentName } from "../failover-names";
import { FAILOVER_SUBJECT } from "../failover-subject";

/** One of the two Automation documents, before it has a name and a role. */
export interface RegionDocument {
  readonly operation: RegionOperation;
  readonly description: string;
  readonly runbooks: readonly Runbook[];
  readonly parameters: Readonly<
    Record<
      string,
      {
        readonly type: "String";
        readonly description: string;
        readonly allowedValues: readonly string[];
        readonly default: string;
      }
    >
  >;
  readonly steps: readonly Step[];
  /** `step.Output`, shown when the run has ended. */
  readonly outputs: readonly string[];
}

export interface RegionDocumentProps {
  readonly plan: Plan;
  readonly recoveryRegion: string;
  readonly document: RegionDocument;
  /** ARN of the role that it acts as, known before anything is applied. */
  readonly roleArn: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The document in the recovery region, which is the stack's own. */
export function regionDocument(scope: Construct, props: RegionDocumentProps): SsmDocument {
  const { plan, document, recoveryRegion, roleArn } = props;
  const { operation, description, runbooks, parameters, steps, outputs } = document;
  const name = regionDocumentName(plan, operation);
  const links = runbooks.map((runbook) => runbookLink(plan, runbook)).join(", ");
  const resource = new SsmDocument(scope, operation.replaceAll("-", "_"), {
    name,
    documentType: "Automation",
    documentFormat: "JSON",
    content: JSON.stringify({
      schemaVersion: "0.3",
      description: `${description}\n\nWhen: ${links}. Owner ${plan.owner}.`,
      assumeRole: roleArn,
      parameters,
      mainSteps: steps,
      outputs,
    }),
    // A run right after the apply would find a role that may do nothing yet.
    dependsOn: [...props.dependsOn],
  });
  provides(resource, FAILOVER_SUBJECT, "failover", "runbook-automation");
  playsRole(resource, FAILOVER_SUBJECT, "region-failover-document", { name, region: recoveryRegion, operation });
  return resource;
}
