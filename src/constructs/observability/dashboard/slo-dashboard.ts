import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { dashboardName, sloDashboardName } from "../../core/shared-names";
import type { ServiceContext } from "../service-context";
import { dashboard } from "./dashboard";
import { sloGraphs } from "./slo-graphs";
import { sloTable } from "./slo-table";
import { GRID_WIDTH, type TextWidget } from "./widget";

/** All objectives of the plan on one page; null when nothing measures any. */
export function sloDashboard(
  scope: Construct,
  id: string,
  { plan, services }: { readonly plan: Plan; readonly services: readonly ServiceContext[] },
): CloudwatchDashboard | null {
  if (services.every(({ slos }) => slos.length === 0)) return null;
  return dashboard(scope, id, {
    name: sloDashboardName(plan),
    subject: { kind: "plan", name: "objectives" },
    sections: [
      { title: "Objectives", widgets: sloTable(plan) },
      { title: "Error budget policy", widgets: [policy(plan)] },
      ...services.map((context) => ({
        title: context.service.name,
        widgets: sloGraphs(context),
        alsoOn: dashboardName(plan, { kind: "service", name: context.service.name }),
      })),
    ],
  });
}

/** In short what SLO.md says at length. */
function policy({ owner }: Plan): TextWidget {
  const markdown = [
    "| budget remaining | what follows |",
    "|---|---|",
    "| above 50 % | deploy as usual |",
    "| 50 to 25 % | every change needs a second look at its risk; reliability work is planned |",
    "| 25 to 0 % | features wait; what spends the budget is fixed first |",
    `| used up | only fixes and security updates are deployed until the window has recovered; ${owner} decides on exceptions |`,
  ];
  return { type: "text", width: GRID_WIDTH, height: 5, properties: { markdown: markdown.join("\n") } };
}
