import { PCI_LOG_DAYS } from "../model/audit-retention";
import type { PlanFile } from "../model/schema/plan-file";
import { type Duration, duration, formatDuration, SECONDS_PER_DAY } from "../model/units/duration";
import type { Decisions } from "./decisions";

/** Long enough to look back over a quarter. */
const USUAL_DAYS = 90;

/** How long logs in CloudWatch are kept where the plan does not say: as long as its standards ask. */
export function logRetention(
  { requirements }: Pick<PlanFile, "requirements">,
  written: Duration | undefined,
  path: string,
  decisions: Decisions,
): Duration {
  if (written !== undefined) return written;
  const year = duration(PCI_LOG_DAYS * SECONDS_PER_DAY);
  const usual = duration(USUAL_DAYS * SECONDS_PER_DAY);
  return requirements.compliance.includes("pci-dss")
    ? decisions.derive(path, year, "PCI DSS keeps logs for twelve months, three of them at hand", formatDuration(year))
    : decisions.derive(path, usual, "a quarter to look back over", formatDuration(usual));
}
