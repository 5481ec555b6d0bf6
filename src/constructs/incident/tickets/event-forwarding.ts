import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { opensAnomalyTickets } from "../../../model/cost-watch";
import { GLOBAL_REGION } from "../../../model/global-region";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import { watchedRegions } from "../../security/watched-regions";
import { alarmWentOff } from "../alarm-states/alarm-pattern";
import { ANOMALY_EVENTS } from "../events/cost-events";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import { ticketWanted } from "./ticket-rules";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

/**
 * Sends what opens tickets from a second region to the plan's own. An event keeps its region on the way, and none is
 * forwarded twice: only this region's events match here (EventBridge user guide, cross-region targets).
 */
export class EventForwarding extends Construct {
  constructor(scope: Construct, id: string, plan: Plan, region: IncidentRegion) {
    super(scope, id);
    const home = planArn(plan, "events", "event-bus/default");
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["forward-events", ...region.nameParts], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(this, "policy", {
      name: "forward",
      role: role.name,
      policy: policyDocument({ Sid: "Forward", Action: "events:PutEvents", Resource: home }),
    });
    const patterns = {
      alarms: alarmWentOff(plan, [region.region]),
      wanted: ticketWanted(plan),
      ...(isWatched(plan, region.region) ? { findings: findingsOfServices(plan) } : {}),
      ...(isCostRegion(plan, region.region) ? { costs: ANOMALY_EVENTS } : {}),
    };
    for (const [name, pattern] of Object.entries(patterns)) {
      const rule = new CloudwatchEventRule(this, `${name}_rule`, {
        ...region.placement,
        name: resourceName(plan, ["forward", name], NAME_MAX_LENGTH),
        description: `Tickets are opened in ${plan.environment.region}`,
        eventPattern: JSON.stringify(pattern),
      });
      new CloudwatchEventTarget(this, `${name}_target`, {
        ...region.placement,
        rule: rule.name,
        targetId: "home",
        arn: home,
        roleArn: role.arn,
      });
      provides(rule, INCIDENT_SUBJECT, "ticket");
    }
  }
}

function isWatched(plan: Plan, region: string): boolean {
  const { guardDuty, accessAnalyzer, inspector } = plan.security;
  return (
    (guardDuty || accessAnalyzer || inspector) && watchedRegions(plan).some((watched) => watched.region === region)
  );
}

/** Cost Anomaly Detection sends its events in us-east-1, whatever the region of what costs. */
function isCostRegion(plan: Plan, region: string): boolean {
  return region === GLOBAL_REGION && opensAnomalyTickets(plan);
}

/** Findings of security services of the region, for the rules of the plan's own. Security Hub brings its findings itself. */
function findingsOfServices({ security }: Plan) {
  return {
    source: [
      ...(security.guardDuty ? ["aws.guardduty"] : []),
      ...(security.accessAnalyzer ? ["aws.access-analyzer"] : []),
      ...(security.inspector ? ["aws.inspector2"] : []),
    ],
  };
}
