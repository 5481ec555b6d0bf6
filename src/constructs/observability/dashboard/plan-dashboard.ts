import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import type { AlarmDeclaration } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { dashboardName } from "../../core/shared-names";
import type { EdgeOutputs, LoadBalancerOutputs, StoreOutputs } from "../../core/stack-outputs";
import type { ServiceContext } from "../service-context";
import { alarmStatus, alarmsElsewhere } from "./alarm-widgets";
import { dashboard } from "./dashboard";
import { edgeGraphs } from "./edge-graphs";
import { serviceGraphs } from "./service-graphs";
import { sloTable } from "./slo-table";
import { storeGraphs } from "./store-graphs";

export interface PlanDashboardProps {
  readonly plan: Plan;
  readonly services: readonly ServiceContext[];
  readonly stores: readonly StoreOutputs[];
  readonly edge: EdgeOutputs;
  readonly loadBalancer: LoadBalancerOutputs | null;
  readonly alarms: readonly AlarmDeclaration[];
}

/** The whole plan on one page: what alarms, then service by service, store by store, and the edge. */
export function planDashboard(scope: Construct, id: string, props: PlanDashboardProps): CloudwatchDashboard {
  const { plan, services, stores, edge, loadBalancer, alarms } = props;
  const { region } = plan.environment;
  const subject = { kind: "plan", name: "observability" } as const;
  return dashboard(scope, id, {
    name: dashboardName(plan, subject),
    subject,
    sections: [
      { title: "Alarms", widgets: alarmStatus(plan, alarms) },
      { title: "Objectives", widgets: sloTable(plan) },
      ...services.map((context) => ({
        title: context.service.name,
        widgets: serviceGraphs(context),
        alsoOn: dashboardName(plan, { kind: "service", name: context.service.name }),
      })),
      { title: "Data stores", widgets: stores.flatMap((store) => storeGraphs(store, region)) },
      { title: "Edge", widgets: [...edgeGraphs(plan, edge, loadBalancer), ...alarmsElsewhere(plan, alarms)] },
    ],
  });
}
