import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../../../evidence/declare";
import type { Plan } from "../../../../model/plan";
import { resourceName } from "../../../core/names";
import { policyDocument, trustPolicy } from "../../../core/policy";
import type { IncidentRegion } from "../../incident-regions";
import { INCIDENT_SUBJECT } from "../../incident-subject";
import { TICKET_OPENED_DETAIL_TYPE, TICKET_OPENED_SOURCE } from "../ticket-events";
import { ApiDestination } from "./api-destination";
import { type ExternalProvider, providerRequest } from "./provider-request";
import { UndeliveredQueue } from "./undelivered-queue";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

/** Longest that EventBridge goes on trying: a day. A ticket system that is down for a night loses no ticket. */
const MAX_EVENT_AGE_SECONDS = 86_400;

/** Most retries that EventBridge makes within that day. */
const MAX_RETRIES = 185;

export interface ProviderTargetProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly provider: ExternalProvider;
}

/** Creates a ticket in the plan's ticket system for each one that OpsCenter opens. */
export class ProviderTarget extends Construct {
  /** A literal: where tickets wait that the ticket system did not take. */
  readonly undeliveredQueue: string;

  constructor(scope: Construct, id: string, props: ProviderTargetProps) {
    super(scope, id);
    const { plan, region, provider } = props;
    const request = providerRequest(provider);
    const destination = new ApiDestination(this, "api", { plan, provider, request });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, ["tickets", provider.kind], NAME_MAX_LENGTH),
      description: "A ticket was opened: create it in the ticket system",
      eventPattern: JSON.stringify({
        source: [TICKET_OPENED_SOURCE],
        "detail-type": [TICKET_OPENED_DETAIL_TYPE],
        detail: { plan: [plan.name], environment: [plan.environment.name] },
      }),
    });
    const undelivered = new UndeliveredQueue(this, "undelivered", { plan, region, ruleArn: rule.arn });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: provider.kind,
      arn: destination.arn,
      roleArn: this.caller(plan, destination.arn).arn,
      inputTransformer: { inputPaths: inputPaths(request.body), inputTemplate: request.body },
      ...(Object.keys(request.headers).length === 0
        ? {}
        : { httpTarget: { headerParameters: { ...request.headers } } }),
      retryPolicy: { maximumEventAgeInSeconds: MAX_EVENT_AGE_SECONDS, maximumRetryAttempts: MAX_RETRIES },
      deadLetterConfig: { arn: undelivered.arn },
    });
    provides(rule, INCIDENT_SUBJECT, "ticket");
    this.undeliveredQueue = undelivered.name;
  }

  private caller(plan: Plan, destinationArn: string): IamRole {
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["ticket-system"], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(this, "policy", {
      name: "call",
      role: role.name,
      policy: policyDocument({ Sid: "Call", Action: "events:InvokeApiDestination", Resource: destinationArn }),
    });
    return role;
  }
}

/** Every value that a body names is a member of the event's detail. */
function inputPaths(body: string): Record<string, string> {
  const names = [...body.matchAll(/<(\w+)>/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return Object.fromEntries([...new Set(names)].map((name) => [name, `$.detail.${name}`]));
}
