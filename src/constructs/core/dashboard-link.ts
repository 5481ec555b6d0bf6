import type { Plan } from "../../model/plan";

/** A dashboard in the console. Its name stands in the fragment, in which CloudWatch takes names as they are. */
export function dashboardLink(plan: Plan, name: string): string {
  const { region } = plan.environment;
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}
