import type { Slo } from "../../model/slo";
import { formatDuration } from "../../model/units/duration";
import type { SloAlarms } from "../../planning/slo-alarms";
import { silenceTiers } from "../commands/slo-commands";
import { type Block, codeBlock, paragraph, table } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { untilForgotten } from "../runbooks/slo-steps";

/** When no tier fires, and how to have the same by hand. The budget pays for all of it. */
export function maintenanceBlocks({ maintenance, tiers }: Slo, alarms: SloAlarms): readonly Block[] {
  return [
    ...(maintenance.length === 0
      ? [paragraph("No window is planned: its tiers may fire at any time.")]
      : [
          paragraph(
            "No tier fires in these windows. The budget is spent all the same: users cannot tell the difference.",
          ),
          table(
            ["Window", "Begins", "Lasts"],
            maintenance.map(({ name, days, start, timezone, duration }) => [
              inlineCode(name),
              `${days.join(", ")} ${start} ${timezone}`,
              formatDuration(duration),
            ]),
          ),
        ]),
    ...(alarms.silencing.length === 0
      ? []
      : [
          paragraph(
            `By hand, for planned work outside the windows: this silences all tiers until you press Enter or close the shell. ${untilForgotten({ tiers })}`,
          ),
          codeBlock("bash", silenceTiers(alarms.silencing)),
        ]),
  ];
}
