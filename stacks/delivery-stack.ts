import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  ServiceOutputs,
  ServicesOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import { OperationalChecks } from "../src/constructs/delivery/checks/operational-checks";
import { DeliveryCounts } from "../src/constructs/delivery/delivery-events/delivery-counts";
import { DELIVERY_SUBJECT, DeliveryLog } from "../src/constructs/delivery/delivery-events/delivery-log";
import { DeploymentMetrics } from "../src/constructs/delivery/deployment-metrics/deployment-metrics";
import { ServiceDelivery } from "../src/constructs/delivery/service-delivery";
import { sourceConnectionArn } from "../src/constructs/delivery/source-connection";
import { standbyTarget } from "../src/constructs/delivery/standby-target";
import type { DeliverySource, Plan } from "../src/model/plan";
import { wholeDays } from "../src/model/retention";

export interface DeliveryInputs {
  readonly foundation: Pick<FoundationOutputs, "artifactBucket" | "keyArns">;
  readonly services: Pick<ServicesOutputs, "services">;
  /** null without a recovery region. */
  readonly standby: StandbyOutputs | null;
  readonly data: DataOutputs;
}

/**
 * How changes reach the services, a pipeline each; the log that counts them; the scheduled checks of the repository.
 * Empty when the plan names no source.
 */
export class DeliveryStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, inputs: DeliveryInputs) {
    super(scope, plan, "delivery");
    const { source } = plan.delivery;
    if (source === null || plan.services.length === 0) return;
    const connectionArn = sourceConnectionArn(this, plan, source);
    for (const service of plan.services) {
      const outputs = outputsOf(inputs, service.name);
      const { foundation } = inputs;
      const standby = standbyTarget(plan, inputs.standby, service.name);
      new ServiceDelivery(this, service.name, { plan, service, source, connectionArn, foundation, outputs, standby });
    }
    this.countDeliveries(inputs);
    this.addChecks(inputs, source, connectionArn);
  }

  private countDeliveries(inputs: DeliveryInputs): void {
    const { plan } = this;
    const services = plan.services.map(({ name }) => outputsOf(inputs, name));
    // Names of plans hold no underscore, so these ids are never a service's.
    const log = new DeliveryLog(this, "delivery_log", { plan, services, logsKeyArn: inputs.foundation.keyArns.logs });
    new DeliveryCounts(this, "delivery_counts", {
      plan,
      logGroupName: log.groupName,
      subject: DELIVERY_SUBJECT,
    });
    new DeploymentMetrics(this, "deployment_metrics", {
      plan,
      services,
      subject: DELIVERY_SUBJECT,
      logsKeyArn: inputs.foundation.keyArns.logs,
    });
  }

  private addChecks(
    { foundation, services, data }: DeliveryInputs,
    source: DeliverySource,
    connectionArn: string,
  ): void {
    const { plan } = this;
    const settings = plan.delivery.checks;
    if (settings === null) return;
    new OperationalChecks(this, "operational_checks", {
      plan,
      settings,
      source,
      connectionArn,
      logsKeyArn: foundation.keyArns.logs,
      services,
      data,
      reviewDays: wholeDays(plan.incidents.runbookReview),
    });
  }
}

function outputsOf({ services }: DeliveryInputs, service: string): ServiceOutputs {
  const outputs = services.services.get(service);
  if (!outputs) throw new Error(`the services stack has no outputs for ${service}`);
  return outputs;
}
