import type { Plan } from "../../../model/plan";
import { type Slo, sliPhrase } from "../../../model/slo";
import { formatDuration } from "../../../model/units/duration";
import { formatPercentage } from "../../../model/units/percentage";
import { GRID_WIDTH, type TextWidget } from "./widget";

/** The objectives of all services as a Markdown table; nothing when no service has one. */
export function sloTable(plan: Plan): readonly TextWidget[] {
  const rows = plan.services.flatMap((service) => service.slos.map((slo) => row(service.name, slo)));
  if (rows.length === 0) return [];
  const markdown = ["| service | objective | measured by | target | window |", "|---|---|---|---|---|", ...rows];
  return [
    {
      type: "text",
      width: GRID_WIDTH,
      height: 2 + rows.length,
      properties: { markdown: markdown.join("\n") },
    },
  ];
}

function row(service: string, slo: Slo): string {
  const cells = [service, slo.name, sliPhrase(slo), formatPercentage(slo.target), formatDuration(slo.window)];
  return `| ${cells.join(" | ")} |`;
}
