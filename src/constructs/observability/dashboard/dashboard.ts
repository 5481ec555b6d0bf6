import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import { checkDashboardLimits, dashboardExcess } from "./dashboard-limits";
import { layOut, type Section } from "./layout";
import { type DashboardBody, GRID_WIDTH, type TextWidget } from "./widget";

export interface DashboardProps {
  readonly name: string;
  readonly subject: Subject;
  readonly sections: readonly Section[];
}

/** A CloudWatch dashboard; its sections stay data until here. */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const { name, subject, sections } = props;
  const body = fitted(sections);
  checkDashboardLimits(name, body);
  const resource = new CloudwatchDashboard(scope, id, { dashboardName: name, dashboardBody: JSON.stringify(body) });
  provides(resource, subject, "dashboard");
  playsRole(resource, subject, "dashboard", { name });
  return resource;
}

/** Plans with many services leave the details to the dashboards of the services. */
function fitted(sections: readonly Section[]): DashboardBody {
  const whole = layOut(sections);
  if (dashboardExcess(whole) === undefined) return whole;
  const elsewhere = sections.flatMap(({ alsoOn }) => (alsoOn === undefined ? [] : [alsoOn]));
  const rest = sections.filter(({ alsoOn }) => alsoOn === undefined);
  return layOut([...rest, { title: "Services", widgets: [pointer(elsewhere)] }]);
}

function pointer(dashboards: readonly string[]): TextWidget {
  const links = dashboards.map((name) => `[${name}](#dashboards/dashboard/${name})`);
  const markdown = ["Too many for one page. Each has a dashboard of its own:", "", links.join(", ")].join("\n");
  return { type: "text", width: GRID_WIDTH, height: 2 + Math.ceil(dashboards.length / 4), properties: { markdown } };
}
