import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { dashboardName } from "../../core/shared-names";
import { checkDashboardLimits } from "./dashboard-limits";
import { layOut, type Section } from "./layout";

export interface DashboardProps {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly sections: readonly Section[];
}

/** A CloudWatch dashboard; its sections stay data until here. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const { plan, subject, sections } = props;
  const name = dashboardName(plan, subject);
  const body = layOut(sections);
  checkDashboardLimits(name, body);
  const resource = new CloudwatchDashboard(scope, id, { dashboardName: name, dashboardBody: JSON.stringify(body) });
  provides(resource, subject, "dashboard");
  playsRole(resource, subject, "dashboard", { name });
  return resource;
}
