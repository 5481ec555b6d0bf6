import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  EdgeOutputs,
  FoundationOutputs,
  IncidentOutputs,
  ServicesOutputs,
} from "../src/constructs/core/stack-outputs";
import { RegionDetection } from "../src/constructs/failover/region-detection";
import { serviceAutomation } from "../src/constructs/observability/automation/service-automation";
import { storeAutomation } from "../src/constructs/observability/automation/store-automation";
import { SubjectAutomation } from "../src/constructs/observability/automation/subject-automation";
import { CapacityMonitoring } from "../src/constructs/observability/capacity-monitoring";
import { capacityDashboard } from "../src/constructs/observability/dashboard/capacity-dashboard";
import { planDashboard } from "../src/constructs/observability/dashboard/plan-dashboard";
import { serviceDashboard } from "../src/constructs/observability/dashboard/service-dashboard";
import { sloDashboard } from "../src/constructs/observability/dashboard/slo-dashboard";
import { declaredAlarms } from "../src/constructs/observability/declared-alarms";
import { DeliveryMonitoring } from "../src/constructs/observability/delivery-monitoring";
import { EdgeMonitoring } from "../src/constructs/observability/edge-monitoring";
import { planForecasts } from "../src/constructs/observability/forecast/plan-forecasts";
import { NetworkMonitoring } from "../src/constructs/observability/network-monitoring";
import { recorderRoles } from "../src/constructs/observability/recorder/recorder-roles";
import { SecurityMonitoring } from "../src/constructs/observability/security-monitoring";
import { type ServiceContext, serviceContext } from "../src/constructs/observability/service-context";
import { ServiceMonitoring } from "../src/constructs/observability/service-monitoring";
import { serviceObjectives, serviceRecorders } from "../src/constructs/observability/slo/service-objectives";
import { StoreMonitoring } from "../src/constructs/observability/store-monitoring";
import type { Plan } from "../src/model/plan";

export interface ObservabilityInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
  readonly edge: EdgeOutputs;
}

/** Alarms, log metrics, saved queries, Automation runbooks and dashboards of services, stores, edge and audit trail. */
export class ObservabilityStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, inputs: ObservabilityInputs) {
    super(scope, plan, "observability");
    const { incident, services, edge } = inputs;
    const { loadBalancer } = services;
    const contexts = this.addServices(inputs);
    this.addStores(inputs);
    // Names of plans hold no underscore, so these ids are never a service's or a store's.
    new EdgeMonitoring(this, "plan_edge", { plan, edge, loadBalancer, incident });
    new NetworkMonitoring(this, "plan_network", { plan, topicArns: incident.topicArns });
    if (plan.security.cloudTrail) new SecurityMonitoring(this, "plan_security", { plan, incident });
    new RegionDetection(this, "plan_region", { plan, foundation: inputs.foundation, incident, services, edge });
    new DeliveryMonitoring(this, "plan_delivery", { plan, topicArns: incident.topicArns });
    const forecasts = planForecasts(plan, contexts, inputs.data.stores);
    new CapacityMonitoring(this, "plan_capacity", { plan, forecasts, foundation: inputs.foundation, incident });
    sloDashboard(this, "plan_slo_dashboard", { plan, services: contexts });
    capacityDashboard(this, "plan_capacity_dashboard", {
      plan,
      forecasts,
      services: contexts,
      stores: inputs.data.stores,
      alarms: declaredAlarms(this),
    });
    planDashboard(this, "plan_dashboard", {
      plan,
      services: contexts,
      stores: [...inputs.data.stores.values()],
      edge,
      loadBalancer,
      alarms: declaredAlarms(this),
    });
  }

  private addServices(inputs: ObservabilityInputs): readonly ServiceContext[] {
    const { foundation, incident } = inputs;
    const contexts = this.contexts(inputs);
    const roles = recorderRoles(this, "plan_recorder", contexts);
    for (const context of contexts) {
      const monitoring = new ServiceMonitoring(this, context.service.name, { context, incident });
      new SubjectAutomation(monitoring, "automation", {
        plan: this.plan,
        subject: { kind: "service", name: context.service.name },
        automation: serviceAutomation(this.plan, context.service, context.outputs),
      });
      if (roles !== null) {
        serviceObjectives(monitoring, { context, foundation, incident, roles });
        serviceRecorders(monitoring, { context, foundation, incident, roles });
      }
      serviceDashboard(monitoring, "dashboard", { context, alarms: declaredAlarms(monitoring) });
    }
    return contexts;
  }

  private contexts({ data, services, edge }: ObservabilityInputs): readonly ServiceContext[] {
    const { loadBalancer } = services;
    const { distributionId } = edge;
    return this.plan.services.flatMap((service) => {
      const outputs = services.services.get(service.name);
      if (outputs === undefined) return [];
      return [serviceContext(this.plan, service, { outputs, loadBalancer, stores: data.stores, distributionId })];
    });
  }

  private addStores({ foundation, incident, data }: ObservabilityInputs): void {
    for (const store of this.plan.stores) {
      const outputs = data.stores.get(store.name);
      if (outputs === undefined) continue;
      const monitoring = new StoreMonitoring(this, store.name, { plan: this.plan, store, outputs, incident });
      new SubjectAutomation(monitoring, "automation", {
        plan: this.plan,
        subject: { kind: "store", name: store.name },
        automation: storeAutomation(this.plan, store, outputs, foundation.keyArns.data),
      });
    }
  }
}
