import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { checkDashboardLimits } from "./dashboard-limits";
import { layOut, type Section } from "./layout";

export interface DashboardProps {
  readonly name: string;
  readonly subject: Subject;
  readonly sections: readonly Section[];
}

/** A CloudWatch dashboard; its sections stay data until here. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const { name, subject, sections } = props;
  const body = layOut(sections);
  checkDashboardLimits(name, body);
  const resource = new CloudwatchDashboard(scope, id, { dashboardName: name, dashboardBody: JSON.stringify(body) });
  provides(resource, subject, "dashboard");
  playsRole(resource, subject, "dashboard", { name });
  return resource;
}
