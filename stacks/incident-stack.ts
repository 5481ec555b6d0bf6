import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { FoundationOutputs, IncidentOutputs } from "../src/constructs/core/stack-outputs";
import { incidentResponse } from "../src/constructs/incident/incident-response";
import type { Plan } from "../src/model/plan";

/** Topics per severity, the channels that listen to them, the escalation, and the events that are incidents. */
export class IncidentStack extends OpsplanStack {
  readonly outputs: IncidentOutputs;

  constructor(scope: Construct, plan: Plan, inputs: { readonly foundation: FoundationOutputs }) {
    super(scope, plan, "incident");
    this.outputs = incidentResponse(this, plan, inputs.foundation);
  }
}
