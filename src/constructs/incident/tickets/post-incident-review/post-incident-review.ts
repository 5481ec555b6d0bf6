import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../../evidence/declare";
import type { Plan } from "../../../../model/plan";
import { planArn, resourceName } from "../../../core/names";
import { policyDocument, trustPolicy } from "../../../core/policy";
import { startAutomationStatements } from "../../../core/start-automation-statements";
import { INCIDENT_SUBJECT } from "../../incident-subject";
import { reviewDocument } from "./review-document";

const NAME = "post-incident-review";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

/** Systems Manager allows 128 characters (CreateDocument). */
const DOCUMENT_NAME_MAX_LENGTH = 128;

/** Opens a review whenever a critical or high ticket of the plan is resolved. */
export class PostIncidentReview extends Construct {
  constructor(scope: Construct, id: string, plan: Plan) {
    super(scope, id);
    const role = this.automationRole(plan);
    const name = resourceName(plan, [NAME], DOCUMENT_NAME_MAX_LENGTH);
    const document = new SsmDocument(this, "document", {
      name,
      documentType: "Automation",
      documentFormat: "JSON",
      content: JSON.stringify(reviewDocument(plan, role.arn)),
    });
    provides(document, INCIDENT_SUBJECT, "post-incident-review");
    playsRole(document, INCIDENT_SUBJECT, "automation-document", { name, operation: NAME });
    this.startOnResolution(plan, document.name, role.arn);
  }

  private automationRole(plan: Plan): IamRole {
    const role = new IamRole(this, "role", {
      name: resourceName(plan, [NAME], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("ssm.amazonaws.com", plan.environment.account),
    });
    const tickets = planArn(plan, "ssm", "opsitem/*");
    new IamRolePolicy(this, "policy", {
      name: "review",
      role: role.name,
      policy: policyDocument(
        { Sid: "ReadTickets", Action: "ssm:GetOpsItem", Resource: tickets },
        // Creating an OpsItem knows no single resources (service authorization reference, Systems Manager).
        { Sid: "OpenReviews", Action: "ssm:CreateOpsItem", Resource: "*" },
        { Sid: "TagReviews", Action: "ssm:AddTagsToResource", Resource: tickets },
        // AWS tells of composite alarms only callers that may read all (API reference, DescribeAlarmHistory).
        { Sid: "ReadAlarmHistory", Action: "cloudwatch:DescribeAlarmHistory", Resource: "*" },
      ),
    });
    return role;
  }

  /**
   * The event of an OpsItem has its title but neither severity nor operational data (Systems Manager user guide, event
   * examples). Titles of tickets begin with plan and environment; those of reviews do not, so none follows another.
   */
  private startOnResolution(plan: Plan, documentName: string, passedRoleArn: string): void {
    const role = this.startRole(plan, documentName, passedRoleArn);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, [NAME], NAME_MAX_LENGTH),
      description: "A ticket of the plan was resolved: open the review of its incident",
      eventPattern: JSON.stringify({
        source: ["aws.ssm"],
        "detail-type": ["OpsItem Update"],
        detail: {
          status: [{ "equals-ignore-case": "resolved" }],
          title: [{ prefix: `${plan.name} ${plan.environment.name}: ` }],
        },
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "review",
      arn: planArn(plan, "ssm", `automation-definition/${documentName}:$DEFAULT`),
      roleArn: role.arn,
      inputTransformer: {
        inputPaths: { item: "$.detail.ops-item-id" },
        inputTemplate: '{"OpsItemId":[<item>]}',
      },
    });
    provides(rule, INCIDENT_SUBJECT, "post-incident-review");
  }

  private startRole(plan: Plan, documentName: string, passedRoleArn: string): IamRole {
    const role = new IamRole(this, "start_role", {
      name: resourceName(plan, [`${NAME}-start`], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(this, "start_policy", {
      name: "start",
      role: role.name,
      policy: policyDocument(...startAutomationStatements(plan, "StartReview", documentName, passedRoleArn)),
    });
    return role;
  }
}
