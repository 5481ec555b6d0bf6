import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import type { AlarmDeclaration } from "../../../evidence/declare";
import { dashboardName } from "../../core/shared-names";
import { errorLines } from "../logs/error-lines";
import type { ServiceContext } from "../service-context";
import { alarmStatus } from "./alarm-widgets";
import { dashboard } from "./dashboard";
import { graph } from "./graph";
import { serviceGraphs } from "./service-graphs";
import { sloGraphs } from "./slo-graphs";
import { storeGraphs } from "./store-graphs";

/** One service with its stores and its log errors. */
export function serviceDashboard(
  scope: Construct,
  id: string,
  { context, alarms }: { readonly context: ServiceContext; readonly alarms: readonly AlarmDeclaration[] },
): CloudwatchDashboard {
  const { plan, service, stores } = context;
  const { region } = plan.environment;
  const series = [errorLines(plan, service.name)];
  const subject = { kind: "service", name: service.name } as const;
  return dashboard(scope, id, {
    name: dashboardName(plan, subject),
    subject,
    sections: [
      { title: "Alarms", widgets: alarmStatus(plan, alarms) },
      { title: "Objectives", widgets: sloGraphs(context) },
      { title: "Golden signals", widgets: serviceGraphs(context) },
      { title: "Data stores", widgets: stores.flatMap((store) => storeGraphs(store, region)) },
      { title: "Logs", widgets: [graph({ title: `${service.name}: errors in the log`, region, series })] },
    ],
  });
}
