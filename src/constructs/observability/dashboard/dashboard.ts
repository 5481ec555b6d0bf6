import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { checkDashboardLimits } from "./dashboard-limits";
import { layOut, type Section } from "./layout";

/** CloudWatch's limit on a dashboard's name. */
const DASHBOARD_NAME_MAX_LENGTH = 255;

export interface DashboardProps {
  readonly plan: Plan;
  readonly subject: Subject;
  /** Words after plan and environment in its name. */
  readonly words: readonly string[];
  readonly sections: readonly Section[];
}

/** A CloudWatch dashboard; its sections stay data until here. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const { plan, subject, words, sections } = props;
  const name = resourceName(plan, words, DASHBOARD_NAME_MAX_LENGTH);
  const body = layOut(sections);
  checkDashboardLimits(name, body);
  const resource = new CloudwatchDashboard(scope, id, { dashboardName: name, dashboardBody: JSON.stringify(body) });
  provides(resource, subject, "dashboard");
  playsRole(resource, subject, "dashboard", { name });
  return resource;
}
