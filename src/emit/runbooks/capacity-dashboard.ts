import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { step } from "./steps";

/** The dashboard of what runs out, where there is one. */
export function dashboardSteps({ index, region }: EmitContext): readonly Item[] {
  return index
    .byRole("dashboard", "capacity")
    .filter(({ resource }) => resource.subject?.kind === "plan")
    .map(({ handles: { name } }) =>
      step([
        "Open the dashboard ",
        inlineCode(
          `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`,
        ),
        ": days that are left, room, and quotas.",
      ]),
    );
}
