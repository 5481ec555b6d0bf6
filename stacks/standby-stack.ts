import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import { regionFailover } from "../src/constructs/failover/region-failover";
import { NetworkMonitoring } from "../src/constructs/observability/network-monitoring";
import { standbyData } from "../src/constructs/standby/standby-data";
import { standbyFoundation } from "../src/constructs/standby/standby-foundation";
import { standbyServices } from "../src/constructs/standby/standby-services";
import type { Plan } from "../src/model/plan";
import { standbyPlan } from "../src/model/standby-plan";

export interface StandbyInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/**
 * The recovery region: what the recovery pattern keeps there, or, with backup and restore, all that comes up there once
 * the region is lost. Empty without a recovery region.
 */
export class StandbyStack extends OpsplanStack {
  readonly outputs: StandbyOutputs | null;

  constructor(scope: Construct, plan: Plan, inputs: StandbyInputs) {
    const there = standbyPlan(plan);
    super(scope, there ?? plan, "standby");
    this.outputs = there === null ? null : this.stand(plan, there, inputs);
  }

  private stand(plan: Plan, there: Plan, inputs: StandbyInputs): StandbyOutputs {
    const foundation = standbyFoundation(this, { there, primary: plan, foundation: inputs.foundation });
    const { recoveryTopicArns: topicArns } = inputs.incident;
    if (topicArns !== null) new NetworkMonitoring(this, "monitoring", { plan: there, topicArns });
    const data = standbyData(this, {
      plan: there,
      primary: plan,
      foundation,
      data: inputs.data,
      incident: inputs.incident,
    });
    const services = standbyServices(this, { there, foundation, data });
    const { switchHealthCheckId } = regionFailover(this, {
      plan,
      there,
      incident: inputs.incident,
      foundation,
      data,
      services,
    });
    return { region: there.environment.region, foundation, data, services, switchHealthCheckId };
  }
}
